package dev.vecgrad.graph;

import dev.vecgrad.ir.Space;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The division of a graph's reductions and results into kernels.
 *
 * <p>Anchors - reductions and values that were chosen to be in memory - are taken in the graph's order, results last; each joins the first
 * group with the same loop nest that need not run before something the anchor depends on, or opens a group:
 *
 * <ul>
 *   <li>a reduction joins reductions of the same dims; what it depends on there is an earlier pass (in {@link Space#OUTER} there is
 *       one pass, so it opens another group);
 *   <li>a result that varies along the kept dims alone is stored once a row by the group whose reductions it uses;
 *   <li>any other result is stored by a row kernel that passes over the same elements, else by a map; a value that was chosen to be in
 *       memory has a map of its own.
 * </ul>
 */
final class Grouping {
    private final Set<Term> stored;
    private final List<Plan.Temp> temps = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();
    private final Map<Group.Gather, Group> homes = new HashMap<>();
    private final Map<Term, Group.Store> places = new HashMap<>();
    private final Map<Term, Group> writers = new HashMap<>();

    private Grouping(Set<Term> stored) {
        this.stored = stored;
    }

    /**
     * {@return the groups of these results}
     *
     * @param outputs results whose terms declare no gradients
     * @param stored elementwise terms that are to be in memory
     */
    static Grouping of(List<Output> outputs, Set<Term> stored) {
        Grouping grouping = new Grouping(stored);
        for (Term term : Terms.topological(outputs.stream().map(Output::term).toList())) {
            grouping.place(term);
        }
        for (int i = 0; i < outputs.size(); i++) {
            Output output = outputs.get(i);
            grouping.placeResult(output.term(), Slot.output(i), output.dims());
        }
        return grouping;
    }

    private void place(Term term) {
        if (term instanceof Term.Reduce reduce && !homes.containsKey(Group.Gather.of(reduce))) {
            placeReduce(reduce);
        } else if (stored.contains(term)) {
            Group group = open(Space.MAP, term.dims(), 0);
            store(group, term, term.args(), temp(term), term.dims(), 0);
        }
    }

    private void placeReduce(Term.Reduce reduce) {
        int kept = reduce.dims();
        int removed = reduce.removed();
        Space space = (Integer.highestOneBit(kept | removed) & removed) != 0 ? Space.INNER : Space.OUTER;
        int index = indexDims(reduce.args());
        if (index != 0 && index != removed) {
            throw new IllegalStateException("an index runs along all reduced dims: " + reduce);
        }
        Group home = groups.stream()
                .filter(g -> g.space() == space && g.kept() == kept && g.reduced() == removed)
                .filter(g -> fits(g, reduce.args()))
                .findFirst()
                .orElseGet(() -> open(space, kept, removed));
        Group.Gather gather = Group.Gather.of(reduce);
        home.gathered().add(new Group.Gathered(gather, stage(home, reduce.args())));
        join(home, reduce.args());
        homes.put(gather, home);
    }

    private void placeResult(Term term, Slot slot, int dims) {
        List<Term> roots = List.of(term);
        Optional<Group> row =
                groups.stream().filter(g -> storesRow(g, roots, dims)).findFirst();
        if (row.isPresent()) {
            store(row.get(), term, roots, slot, dims, Group.ROW);
        } else {
            int index = indexDims(roots);
            Group group = groups.stream()
                    .filter(g -> storesElements(g, roots, dims, index) && fits(g, roots))
                    .findFirst()
                    .orElseGet(() -> index == 0 ? open(Space.MAP, dims, 0) : open(Space.INNER, dims & ~index, index));
            store(group, term, roots, slot, dims, stage(group, roots));
        }
    }

    private void store(Group group, Term term, List<Term> roots, Slot slot, int dims, int stage) {
        Group.Store store = new Group.Store(term, slot, dims, stage);
        group.stores().add(store);
        join(group, roots);
        places.putIfAbsent(term, store);
        writers.putIfAbsent(term, group);
    }

    private Group open(Space space, int kept, int reduced) {
        Group group = new Group(space, kept, reduced);
        groups.add(group);
        return group;
    }

    private boolean storesRow(Group g, List<Term> roots, int dims) {
        if (g.space() == Space.MAP || g.kept() != dims || indexDims(roots) != 0) {
            return false;
        }
        Set<Term> anchors = anchors(roots);
        return anchors.stream().anyMatch(a -> home(a) == g) && anchors.stream().noneMatch(a -> g.precedes(home(a)));
    }

    private boolean storesElements(Group g, List<Term> roots, int dims, int index) {
        return switch (g.space()) {
            case MAP -> g.kept() == dims && index == 0 && !g.isIntermediate();
            case INNER ->
                g.dims() == dims
                        && (index == 0 || index == g.reduced())
                        && (g.kept() != 0 || anchors(roots).stream().anyMatch(a -> home(a) == g));
            case OUTER -> false;
        };
    }

    /** Whether a pass of {@code g} can compute the roots without a circle. */
    private boolean fits(Group g, List<Term> roots) {
        for (Term anchor : anchors(roots)) {
            Group home = home(anchor);
            if (home == g ? g.space() != Space.INNER : g.precedes(home)) {
                return false;
            }
        }
        return true;
    }

    private int stage(Group g, List<Term> roots) {
        int stage = 0;
        for (Term anchor : anchors(roots)) {
            if (anchor instanceof Term.Reduce reduce) {
                stage = Math.max(stage, g.stageOf(Group.Gather.of(reduce)) + 1);
            }
        }
        return stage;
    }

    private void join(Group g, List<Term> roots) {
        anchors(roots).forEach(anchor -> g.after(home(anchor)));
    }

    private int indexDims(List<Term> roots) {
        int dims = 0;
        for (Term term : Terms.topological(roots, this::isAnchor)) {
            dims |= term instanceof Term.Index ? term.dims() : 0;
        }
        return dims;
    }

    private boolean isAnchor(Term term) {
        return term instanceof Term.Reduce || stored.contains(term) && writers.containsKey(term);
    }

    // ---- what the writing of kernels asks

    /** {@return the first anchors that a walk from the roots meets} */
    Set<Term> anchors(List<Term> roots) {
        Set<Term> anchors = new LinkedHashSet<>();
        for (Term term : Terms.topological(roots, this::isAnchor)) {
            if (isAnchor(term)) {
                anchors.add(term);
            }
        }
        return anchors;
    }

    /** {@return the group that computes an anchor} */
    Group home(Term anchor) {
        Group home = anchor instanceof Term.Reduce reduce ? homes.get(Group.Gather.of(reduce)) : writers.get(anchor);
        return Objects.requireNonNull(home);
    }

    /** {@return the store of {@code term} by a group that precedes {@code g}} */
    Optional<Group.Store> storeBefore(Term term, Group g) {
        Group writer = writers.get(term);
        return writer != null && writer.precedes(g) ? Optional.ofNullable(places.get(term)) : Optional.empty();
    }

    /** {@return the store of {@code term} once a row of {@code home}, added if there is none} */
    Group.Store storeRow(Term term, Group home) {
        Group.Store known = places.get(term);
        if (known != null && writers.get(term) == home) {
            return known;
        }
        Group.Store made = new Group.Store(term, temp(term), term.dims(), Group.ROW);
        home.stores().add(made);
        places.put(term, made);
        writers.put(term, home);
        return made;
    }

    /** {@return whether {@code home} can store {@code term} once a row} */
    boolean canStoreRow(Term term, Group home) {
        return storesRow(home, List.of(term), term.dims())
                && anchors(List.of(term)).stream().allMatch(a -> home(a) == home || home(a).precedes(home));
    }

    private Slot temp(Term term) {
        temps.add(new Plan.Temp(term.dtype(), term.dims()));
        return Slot.temp(temps.size() - 1);
    }

    /** {@return the intermediates so far} */
    List<Plan.Temp> temps() {
        return temps;
    }

    /** {@return the groups in an order in which they can run} */
    List<Group> ordered() {
        List<Group> ordered = new ArrayList<>();
        List<Group> waiting = new ArrayList<>(groups);
        while (!waiting.isEmpty()) {
            Group next = waiting.stream()
                    .filter(g -> waiting.stream().noneMatch(other -> other.precedes(g)))
                    .findFirst()
                    .orElseThrow();
            waiting.remove(next);
            ordered.add(next);
        }
        return ordered;
    }
}
