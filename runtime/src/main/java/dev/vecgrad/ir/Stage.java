package dev.vecgrad.ir;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One pass over the elements of a row (or, in a map, over all elements).
 *
 * @param accumulators what this pass gathers; later stages and the row writes see it as {@link Expr.Acc}
 * @param writes what it stores for each element
 */
public record Stage(List<Accumulator> accumulators, List<Write> writes) {
    /** A pass with these accumulators and writes. */
    public Stage {
        accumulators = List.copyOf(accumulators);
        writes = List.copyOf(writes);
    }

    /** {@return what this pass gathers, of other values: what {@code map} makes of each} */
    public List<Accumulator> mapAccumulators(UnaryOperator<Expr> map) {
        return accumulators.stream().map(a -> a.mapValues(map)).toList();
    }
}
