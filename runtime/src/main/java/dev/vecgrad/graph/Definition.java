package dev.vecgrad.graph;

import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.List;

/** What the body of a {@link LibraryFunction} is written with: its operands, its dims by role, and its results. */
public final class Definition {
    private final Graph graph;
    private final List<Term> inputs;
    private final int[] roles;
    private final List<Output> results = new ArrayList<>();
    private final List<Output> saved = new ArrayList<>();

    /**
     * A definition to be filled.
     *
     * @param inputs the operands
     * @param roles the role of each named dim
     */
    Definition(Graph graph, List<Term> inputs, int[] roles) {
        this.graph = graph;
        this.inputs = List.copyOf(inputs);
        this.roles = roles;
    }

    /** {@return operand {@code index}} */
    public Term input(int index) {
        return inputs.get(index);
    }

    /** {@return the number of operands} */
    public int inputs() {
        return inputs.size();
    }

    /** {@return the dims that have {@code role}} */
    public int dims(int role) {
        int mask = 0;
        for (int d = 0; d < roles.length; d++) {
            mask |= roles[d] == role ? 1 << d : 0;
        }
        return mask;
    }

    /** {@return all dims} */
    public int all() {
        return (1 << roles.length) - 1;
    }

    /** {@return scalar {@code index}, to be read at each call} */
    public Term scalar(int index, DType dtype) {
        return graph.scalar(index, dtype);
    }

    /** {@return the number of elements along {@code dims}} */
    public Term extent(int dims, DType dtype) {
        return graph.extent(dims, dtype);
    }

    /** {@return the row-major index along {@code dims}, int32} */
    public Term index(int dims) {
        return graph.index(dims);
    }

    /** {@return a constant} */
    public Term literal(DType dtype, double value) {
        return graph.literal(dtype, value);
    }

    /** {@return part {@code part} of what {@code kind} gathers along {@code over}} */
    public Term reduce(Reduction.Combined kind, int over, int part, Term... values) {
        return graph.reduce(kind, over, part, values);
    }

    /** Adds a result that has the dims {@code dims}, along which it is repeated where the term is constant. */
    public void result(Term term, int dims) {
        results.add(new Output(term, dims));
    }

    /** Says that gradients read {@code term} instead of computing it again. Its own gradient is taken care of. */
    public void save(Term term) {
        saved.add(Output.of(term));
    }

    List<Output> results() {
        return results;
    }

    List<Output> resultsAndSaved() {
        List<Output> all = new ArrayList<>(results);
        all.addAll(saved);
        return all;
    }
}
