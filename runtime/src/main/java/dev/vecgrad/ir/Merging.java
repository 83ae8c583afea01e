package dev.vecgrad.ir;

import dev.vecgrad.type.DType;
import java.util.List;

/**
 * How two groups of an accumulator's values meet, as expressions: what {@link Accumulator} says in words, for all that runs kernels.
 *
 * @param dtypes of the values, k of them
 * @param identity the values of no element, literals
 * @param merge expressions of inputs 0..k-1 (the left group) and k..2k-1 (the right one)
 */
public record Merging(List<DType> dtypes, List<Expr> identity, List<Expr> merge) {
    /** A merging of these parts. */
    public Merging {
        dtypes = List.copyOf(dtypes);
        identity = List.copyOf(identity);
        merge = List.copyOf(merge);
    }

    /** {@return how values meet within a block} */
    public static Merging of(Accumulator accumulator) {
        return accumulator instanceof Accumulator.Combine c
                ? new Merging(c.values().stream().map(Expr::dtype).toList(), c.identity(), c.merge())
                : single(accumulator, accumulator.dtype());
    }

    /** {@return how the totals of blocks meet: sums and products of floating dtypes in double} */
    public static Merging ofTotals(Accumulator accumulator) {
        boolean wide = accumulator.dtype().isFloatingPoint()
                && (accumulator instanceof Accumulator.Sum || accumulator instanceof Accumulator.Prod);
        return wide ? single(accumulator, DType.FLOAT64) : of(accumulator);
    }

    /** {@return how many values it gathers} */
    public int parts() {
        return dtypes.size();
    }

    private static Merging single(Accumulator accumulator, DType t) {
        Expr a = Expr.input(0, t);
        Expr b = Expr.input(1, t);
        return switch (accumulator) {
            case Accumulator.Sum _ -> single(t, Expr.literal(t, 0L), a.add(b));
            case Accumulator.Prod _ -> single(t, Expr.literal(t, 1L), a.mul(b));
            case Accumulator.Max _ ->
                single(t, bound(t, false), kept(a, a.gt(b)).select(a, b));
            case Accumulator.Min _ -> single(t, bound(t, true), kept(a, a.lt(b)).select(a, b));
            case Accumulator.Combine _ -> throw new IllegalArgumentException("several values");
        };
    }

    private static Merging single(DType t, Expr identity, Expr merge) {
        return new Merging(List.of(t), List.of(identity), List.of(merge));
    }

    private static Expr kept(Expr a, Expr better) {
        return a.dtype().isFloatingPoint() ? better.or(a.isNan()) : better;
    }

    private static Expr bound(DType t, boolean highest) {
        return switch (t) {
            case FLOAT32, FLOAT64 -> Expr.literal(t, highest ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY);
            case INT32 -> Expr.literal(t, (long) (highest ? Integer.MAX_VALUE : Integer.MIN_VALUE));
            case INT64 -> Expr.literal(t, highest ? Long.MAX_VALUE : Long.MIN_VALUE);
            case BOOL -> throw new IllegalArgumentException((highest ? "Min" : "Max") + " is of numbers, not of bool");
        };
    }
}
