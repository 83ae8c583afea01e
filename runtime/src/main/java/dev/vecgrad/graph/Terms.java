package dev.vecgrad.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Walks over terms; iterative, so that a deep graph needs no deep stack. */
final class Terms {
    private Terms() {}

    /** {@return all terms under the roots, each once, arguments before their users; what a declared gradient names counts as argument} */
    static List<Term> topological(List<Term> roots) {
        return topological(roots, _ -> false);
    }

    /** {@return the same, with what {@code leaf} accepts as leaves} */
    static List<Term> topological(List<Term> roots, Predicate<Term> leaf) {
        List<Term> order = new ArrayList<>();
        Set<Term> done = new HashSet<>();
        Deque<Term> stack = new ArrayDeque<>();
        for (Term root : roots) {
            stack.push(root);
            while (!stack.isEmpty()) {
                visit(stack, done, order, leaf);
            }
        }
        return order;
    }

    private static void visit(Deque<Term> stack, Set<Term> done, List<Term> order, Predicate<Term> leaf) {
        Term term = stack.peek();
        List<Term> needed = leaf.test(term) ? List.of() : needed(term);
        boolean ready = true;
        for (Term arg : needed.reversed()) {
            if (!done.contains(arg)) {
                stack.push(arg);
                ready = false;
            }
        }
        if (ready) {
            stack.pop();
            if (done.add(term)) {
                order.add(term);
            }
        }
    }

    private static List<Term> needed(Term term) {
        if (!(term instanceof Term.Declared declared)) {
            return term.args();
        }
        List<Term> needed = new ArrayList<>(term.args());
        needed.addAll(declared.wrt());
        return needed;
    }

    /**
     * {@return the roots copied into {@code graph}}
     *
     * @param leaves what takes a term's place, null to copy the term with its arguments
     */
    static List<Term> copy(List<Term> roots, Graph graph, Function<Term, @Nullable Term> leaves) {
        Map<Term, Term> made = new HashMap<>();
        for (Term term : topological(roots, t -> leaves.apply(t) != null)) {
            Term leaf = leaves.apply(term);
            made.put(term, leaf != null ? leaf : rebuild(term, graph, made));
        }
        return all(roots, made);
    }

    /** {@return the roots copied into {@code graph} without declared gradients} */
    static List<Term> plain(List<Term> roots, Graph graph) {
        Map<Term, Term> made = new HashMap<>();
        for (Term term : topological(roots)) {
            Term copy = term instanceof Term.Declared ? made.get(term.args().getFirst()) : rebuild(term, graph, made);
            made.put(term, Objects.requireNonNull(copy));
        }
        return all(roots, made);
    }

    private static Term rebuild(Term term, Graph graph, Map<Term, Term> made) {
        List<Term> args = all(term.args(), made);
        return switch (term) {
            case Term.Input t -> graph.input(t.index(), t.dtype(), t.dims());
            case Term.Scalar t -> graph.scalar(t.index(), t.dtype());
            case Term.Extent t -> graph.extent(t.over(), t.dtype());
            case Term.Index t -> graph.index(t.dims());
            case Term.Map t -> graph.node(t.pattern(), args);
            case Term.Reduce t -> graph.reduceNode(t.kind(), t.removed(), t.part(), args);
            case Term.Declared t -> graph.declared(args.getFirst(), all(t.wrt(), made), t.rule());
        };
    }

    private static List<Term> all(List<Term> terms, Map<Term, Term> made) {
        List<Term> found = new ArrayList<>();
        for (Term term : terms) {
            found.add(Objects.requireNonNull(made.get(term)));
        }
        return List.copyOf(found);
    }
}
