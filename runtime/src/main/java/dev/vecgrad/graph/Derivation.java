package dev.vecgrad.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of a graph as a graph: of the incoming gradients, the inputs and the results. Where a gradient mentions a result, the
 * result is an argument and not computed again.
 *
 * @param inputs the terms of the arguments
 * @param sources what each argument is to the forward graph
 * @param outputs the gradients
 * @param wanted which input each of them belongs to
 */
record Derivation(List<Term> inputs, List<Source> sources, List<Output> outputs, int[] wanted) {
    /** What an argument is to the forward graph. */
    enum Kind {
        /** An input. */
        INPUT,
        /** A result. */
        RESULT,
        /** The gradient of a result. */
        GRADIENT
    }

    /** An argument, by the forward graph's number. */
    record Source(Kind kind, int index) {}

    /**
     * {@return the gradient}
     *
     * @param inputs the forward graph's arguments
     * @param results the forward graph's results
     * @param need a bit for each input whose gradient is wanted
     * @param have a bit for each result whose gradient is given
     */
    static Derivation of(List<Term> inputs, List<Output> results, long need, long have) {
        return new Maker(inputs, results).derive(need, have);
    }

    private static final class Maker {
        private final List<Term> inputs;
        private final List<Output> results;
        private final Graph graph = new Graph();
        private final Map<Source, Term> arguments = new LinkedHashMap<>();

        Maker(List<Term> inputs, List<Output> results) {
            this.inputs = inputs;
            this.results = results;
        }

        Derivation derive(long need, long have) {
            List<Term> wrt = new ArrayList<>();
            for (int i = 0; i < inputs.size(); i++) {
                if ((need >> i & 1) != 0) {
                    wrt.add(inputs.get(i));
                }
            }
            List<Term> copies = Terms.copy(orZero(adjoints(wrt, have), wrt), graph, this::argument);
            List<Output> outputs = new ArrayList<>();
            for (int i = 0; i < copies.size(); i++) {
                outputs.add(new Output(copies.get(i), wrt.get(i).dims()));
            }
            int[] wanted = wrt.stream().mapToInt(inputs::indexOf).toArray();
            return new Derivation(
                    List.copyOf(arguments.values()), List.copyOf(arguments.keySet()), List.copyOf(outputs), wanted);
        }

        private List<@Nullable Term> adjoints(List<Term> wrt, long have) {
            List<Term> roots = new ArrayList<>();
            List<Term> seeds = new ArrayList<>();
            for (int j = 0; j < results.size(); j++) {
                if ((have >> j & 1) != 0) {
                    Output result = results.get(j);
                    Term root = result.term();
                    roots.add(root);
                    seeds.add(root.graph().input(inputs.size() + j, root.dtype(), result.dims()));
                }
            }
            return ReverseMode.of(roots, seeds, wrt);
        }

        /** As PyTorch: what is constant around every point has a gradient of zero, not none. */
        private static List<Term> orZero(List<@Nullable Term> found, List<Term> wrt) {
            List<Term> terms = new ArrayList<>();
            for (int i = 0; i < found.size(); i++) {
                Term term = found.get(i);
                Term input = wrt.get(i);
                terms.add(term != null ? term : input.graph().literal(input.dtype(), 0));
            }
            return terms;
        }

        private @Nullable Term argument(Term term) {
            Source source = source(term);
            return source == null
                    ? null
                    : arguments.computeIfAbsent(source, _ -> graph.input(arguments.size(), term.dtype(), term.dims()));
        }

        private @Nullable Source source(Term term) {
            if (term instanceof Term.Input in) {
                int result = in.index() - inputs.size();
                return result < 0 ? new Source(Kind.INPUT, in.index()) : new Source(Kind.GRADIENT, result);
            }
            for (int j = 0; j < results.size(); j++) {
                Output result = results.get(j);
                if (result.term() == term && result.dims() == term.dims()) {
                    return new Source(Kind.RESULT, j);
                }
            }
            return null;
        }
    }
}
