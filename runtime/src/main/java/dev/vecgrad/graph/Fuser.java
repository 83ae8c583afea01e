package dev.vecgrad.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes few kernels of a graph: elementwise ops go into the kernels of what uses them, reductions over the same rows and what depends on
 * them into one row kernel of several passes. What would exceed {@link Limits} is cut: a value goes to memory, and grouping begins anew.
 */
final class Fuser {
    private Fuser() {}

    /** {@return the plan that computes these results} */
    static Plan fuse(List<Output> outputs) {
        List<Output> plain = withoutDeclared(outputs);
        Set<Term> stored = new HashSet<>();
        while (true) {
            Grouping grouping = Grouping.of(plain, stored);
            List<KernelWriter> writers = new ArrayList<>();
            List<PlannedKernel> kernels = new ArrayList<>();
            for (Group group : grouping.ordered().reversed()) {
                KernelWriter writer = new KernelWriter(grouping, group);
                kernels.addFirst(writer.write());
                writers.add(writer);
            }
            Term excess = Limits.excess(writers);
            if (excess == null) {
                return new Plan(kernels, grouping.temps());
            }
            stored.add(excess);
        }
    }

    private static List<Output> withoutDeclared(List<Output> outputs) {
        Graph plain = new Graph();
        List<Term> terms = Terms.plain(outputs.stream().map(Output::term).toList(), plain);
        List<Output> result = new ArrayList<>();
        for (int i = 0; i < terms.size(); i++) {
            result.add(new Output(terms.get(i), outputs.get(i).dims()));
        }
        return result;
    }
}
