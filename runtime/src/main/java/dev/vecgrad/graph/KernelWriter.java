package dev.vecgrad.graph;

import dev.vecgrad.ir.Access;
import dev.vecgrad.ir.Accumulator;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Operand;
import dev.vecgrad.ir.Simplifier;
import dev.vecgrad.ir.Stage;
import dev.vecgrad.ir.Write;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a group as a kernel: terms become expressions over operands, parameters and accumulators.
 *
 * <p>A value that depends on another group's reductions is read from memory: the largest such value that the other group can store
 * once a row, so that as little as possible crosses. The other group's stores grow by that, so groups are written last to first.
 */
final class KernelWriter {
    private final Grouping grouping;
    private final Group group;
    private final List<Group.Gathered> gathered;
    private final Map<Term, @Nullable Expr> leaves = new HashMap<>();
    private final Map<Term, Expr> exprs = new LinkedHashMap<>();
    private final List<PlannedKernel.Place> reads = new ArrayList<>();
    private final List<Operand> readTypes = new ArrayList<>();
    private final List<Term> params = new ArrayList<>();

    KernelWriter(Grouping grouping, Group group) {
        this.grouping = grouping;
        this.group = group;
        this.gathered = group.gathered().stream()
                .sorted(Comparator.comparingInt(Group.Gathered::stage))
                .toList();
    }

    /** {@return the kernel} */
    PlannedKernel write() {
        List<Stage> stages = new ArrayList<>();
        for (int i = 0; i < group.stages(); i++) {
            stages.add(new Stage(accumulators(i), writes(i)));
        }
        List<Write> rowWrites = writes(Group.ROW);
        List<PlannedKernel.Place> places = new ArrayList<>(reads);
        List<Operand> targets = new ArrayList<>();
        for (Group.Store store : group.stores()) {
            places.add(new PlannedKernel.Place(store.slot(), store.dims()));
            targets.add(new Operand(store.term().dtype(), Access.UNIT));
        }
        KernelSpec template = new KernelSpec(
                group.space(), readTypes, params.stream().map(Term::dtype).toList(), stages, rowWrites, targets);
        return new PlannedKernel(
                template,
                group.kept(),
                group.reduced(),
                places,
                params.stream().map(Formula::of).toList());
    }

    private List<Accumulator> accumulators(int stage) {
        List<Accumulator> accumulators = new ArrayList<>();
        for (Group.Gathered g : gathered) {
            if (g.stage() == stage) {
                List<Expr> values = g.gather().args().stream().map(this::simple).toList();
                accumulators.add(g.gather().kind().over(values));
            }
        }
        return accumulators;
    }

    private List<Write> writes(int stage) {
        List<Write> writes = new ArrayList<>();
        for (int i = 0; i < group.stores().size(); i++) {
            Group.Store store = group.stores().get(i);
            if (store.stage() == stage) {
                writes.add(new Write(i, simple(store.term())));
            }
        }
        return writes;
    }

    private Expr simple(Term root) {
        return Simplifier.simplify(expr(root));
    }

    /** {@return the terms that become expressions of this kernel for {@code roots}, leaves included} */
    List<Term> cone(List<Term> roots) {
        return Terms.topological(roots, term -> leaf(term) != null);
    }

    Group group() {
        return group;
    }

    /** {@return the elementwise terms that this kernel computes} */
    List<Term> computed() {
        return exprs.keySet().stream()
                .filter(term -> term instanceof Term.Map && leaves.get(term) == null)
                .toList();
    }

    /** {@return the terms that this kernel stores} */
    Set<Term> storedTerms() {
        return group.stores().stream().map(Group.Store::term).collect(Collectors.toSet());
    }

    /** {@return the expression of {@code root} in this kernel} */
    Expr expr(Term root) {
        for (Term term : cone(List.of(root))) {
            if (!exprs.containsKey(term)) {
                Expr leaf = leaf(term);
                exprs.put(term, leaf != null ? leaf : node((Term.Map) term));
            }
        }
        return Objects.requireNonNull(exprs.get(root));
    }

    private Expr node(Term.Map term) {
        List<Expr> args = new ArrayList<>();
        for (Term arg : term.args()) {
            args.add(Objects.requireNonNull(exprs.get(arg)));
        }
        return Expr.rebuild(term.pattern(), args);
    }

    /** {@return how this kernel gets hold of {@code term} without computing it; null if it computes it} */
    private @Nullable Expr leaf(Term term) {
        if (!leaves.containsKey(term)) {
            leaves.put(term, makeLeaf(term));
        }
        return leaves.get(term);
    }

    private @Nullable Expr makeLeaf(Term term) {
        return switch (term) {
            case Term.Input t -> read(t, Slot.input(t.index()), t.dims());
            case Term.Scalar _, Term.Extent _ -> param(term);
            case Term.Index _ -> Expr.iota();
            case Term.Reduce t -> grouping.home(t) == group ? acc(t) : read(t, grouping.storeRow(t, grouping.home(t)));
            case Term.Map t -> Formula.isPossible(t) ? param(t) : foreign(t);
            case Term.Declared t -> throw new IllegalStateException("a declared gradient in a plan: " + t);
        };
    }

    private @Nullable Expr foreign(Term.Map term) {
        Set<Term> anchors = grouping.anchors(List.of(term));
        if (anchors.stream().allMatch(a -> grouping.home(a) == group)) {
            return null;
        }
        Group.Store known = grouping.storeBefore(term, group).orElse(null);
        if (known != null) {
            return read(term, known);
        }
        for (Term anchor : anchors) {
            Group home = grouping.home(anchor);
            if (home != group && grouping.canStoreRow(term, home)) {
                return read(term, grouping.storeRow(term, home));
            }
        }
        return null;
    }

    private Expr acc(Term.Reduce term) {
        Group.Gather gather = Group.Gather.of(term);
        int index = 0;
        while (!gathered.get(index).gather().equals(gather)) {
            index++;
        }
        return Expr.acc(index, term.part(), term.dtype());
    }

    private Expr read(Term term, Group.Store store) {
        return read(term, store.slot(), store.dims());
    }

    private Expr read(Term term, Slot slot, int dims) {
        PlannedKernel.Place place = new PlannedKernel.Place(slot, dims);
        int index = reads.indexOf(place);
        if (index < 0) {
            index = reads.size();
            reads.add(place);
            readTypes.add(new Operand(term.dtype(), Access.UNIT));
        }
        return Expr.input(index, term.dtype());
    }

    private Expr param(Term term) {
        int index = params.indexOf(term);
        if (index < 0) {
            index = params.size();
            params.add(term);
        }
        return Expr.param(index, term.dtype());
    }
}
