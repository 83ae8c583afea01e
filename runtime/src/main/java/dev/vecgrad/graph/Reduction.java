package dev.vecgrad.graph;

import dev.vecgrad.ir.Accumulator;
import dev.vecgrad.ir.Expr;
import java.util.List;

/** How elements are gathered along dims; {@link Accumulator} fixes identities, merges and their order. */
public sealed interface Reduction {
    /** The reductions of one number. */
    enum Simple implements Reduction {
        /** The sum. */
        SUM,
        /** The product. */
        PROD,
        /** The greatest value, NaN if there is one. */
        MAX,
        /** The least value, NaN if there is one. */
        MIN;

        @Override
        public Accumulator over(List<Expr> values) {
            Expr value = values.getFirst();
            return switch (this) {
                case SUM -> new Accumulator.Sum(value);
                case PROD -> new Accumulator.Prod(value);
                case MAX -> new Accumulator.Max(value);
                case MIN -> new Accumulator.Min(value);
            };
        }
    }

    /**
     * A reduction of several numbers that meet together, such as a maximum with its index.
     *
     * @param identity k literals
     * @param merge k expressions over inputs 0..k-1 (left) and k..2k-1 (right)
     */
    record Combined(List<Expr> identity, List<Expr> merge) implements Reduction {
        /** A reduction of these parts. */
        public Combined {
            identity = List.copyOf(identity);
            merge = List.copyOf(merge);
        }

        @Override
        public Accumulator over(List<Expr> values) {
            return new Accumulator.Combine(List.copyOf(values), identity, merge);
        }
    }

    /** {@return the accumulator that gathers {@code values} in this way} */
    Accumulator over(List<Expr> values);
}
