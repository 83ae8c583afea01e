package dev.vecgrad.plan;

import dev.vecgrad.ir.Accumulator;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.Exprs;
import dev.vecgrad.ir.Space;
import dev.vecgrad.ir.Stage;
import dev.vecgrad.ir.Substitution;
import dev.vecgrad.ir.Write;
import dev.vecgrad.memory.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Some of the results of a reduction of one pass, with the accumulators and inputs that they need. */
final class Portion {
    /**
     * A reduction as two.
     *
     * @param early the results that need nothing late
     * @param late the others
     */
    record Halves(Step early, Step late) {}

    private final KernelView view;
    private final List<Accumulator> accumulators;
    private final List<Write> writes;
    private final TreeSet<Integer> gathered = new TreeSet<>();
    private final TreeSet<Integer> inputs = new TreeSet<>();

    private Portion(KernelView view, List<Write> writes) {
        this.view = view;
        this.accumulators = view.spec().stages().getFirst().accumulators();
        this.writes = writes;
        writes.forEach(write -> addNeeded(write.value()));
        gathered.forEach(a -> accumulators.get(a).values().forEach(this::addNeeded));
    }

    /**
     * {@return the reduction in two parts; null if it is none, or no result is early, or all are}
     *
     * @param isLate which storages hold nothing yet when the early part runs
     */
    static @Nullable Halves cut(Step step, Predicate<Storage> isLate) {
        KernelView view = KernelView.of(step);
        if (view == null || !isReduction(view)) {
            return null;
        }
        List<Write> early = new ArrayList<>();
        List<Write> late = new ArrayList<>();
        for (Write write : view.spec().rowWrites()) {
            boolean waits = new Portion(view, List.of(write)).reads(isLate);
            (waits ? late : early).add(write);
        }
        if (early.isEmpty() || late.isEmpty()) {
            return null;
        }
        Portion first = new Portion(view, early);
        Portion second = new Portion(view, late);
        return first.gathered.isEmpty() || second.gathered.isEmpty() ? null : new Halves(first.step(), second.step());
    }

    private static boolean isReduction(KernelView view) {
        return view.spec().space() != Space.MAP
                && view.spec().stages().size() == 1
                && view.spec().stages().getFirst().writes().isEmpty();
    }

    private void addNeeded(Expr root) {
        for (Expr node : Exprs.topological(List.of(root))) {
            switch (node) {
                case Expr.Acc acc -> gathered.add(acc.index());
                case Expr.Input in -> inputs.add(in.index());
                default -> {}
            }
        }
    }

    private boolean reads(Predicate<Storage> storage) {
        return inputs.stream().anyMatch(i -> storage.test(view.inputs().get(i).storage()));
    }

    private Step step() {
        List<Place> outputs = new ArrayList<>();
        List<Write> renumbered = new ArrayList<>();
        for (Write write : writes) {
            renumbered.add(new Write(outputs.size(), own(write.value())));
            outputs.add(view.outputs().get(write.output()));
        }
        List<Accumulator> own = gathered.stream()
                .map(a -> accumulators.get(a).mapValues(this::own))
                .toList();
        return new KernelBuilder(
                        view.spec().space(),
                        view.sizes(),
                        view.kept(),
                        inputs.stream().map(view.inputs()::get).toList(),
                        outputs,
                        view.spec().params(),
                        view.work().launch().params().clone(),
                        view.step().scalars(),
                        List.of(new Stage(own, List.of())),
                        renumbered)
                .build();
    }

    private Expr own(Expr root) {
        return Substitution.leaves(root, leaf -> switch (leaf) {
            case Expr.Input in -> Expr.input(inputs.headSet(in.index()).size(), in.dtype());
            case Expr.Acc acc -> Expr.acc(gathered.headSet(acc.index()).size(), acc.part(), acc.dtype());
            default -> leaf;
        });
    }
}
