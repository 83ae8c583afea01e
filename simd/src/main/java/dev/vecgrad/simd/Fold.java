package dev.vecgrad.simd;

import dev.vecgrad.ir.Accumulator;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.Substitution;
import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.List;

/**
 * An accumulator as expressions: every kind is k values that meet by k merges, so loops know one kind only.
 *
 * <p>Bools travel as int32: a state of bools would need masks that live across a loop.
 *
 * @param values what an element brings
 * @param identity k literals that lanes start with
 * @param merge over inputs 0..k-1 (accumulated) and k..2k-1 (coming)
 * @param firstTotal over inputs 0..k-1, the first block's values: how the total starts
 * @param nextTotal over inputs 0..k-1 (the total so far) and k..2k-1 (a block's values)
 * @param result over inputs 0..k-1, the total: what users of the accumulator see
 */
record Fold(
        List<Expr> values,
        List<Expr> identity,
        List<Expr> merge,
        List<Expr> firstTotal,
        List<Expr> nextTotal,
        List<Expr> result) {

    /** {@return the number of values} */
    int parts() {
        return values.size();
    }

    /** {@return the dtypes of the lanes' values} */
    List<DType> dtypes() {
        return values.stream().map(Expr::dtype).toList();
    }

    /** {@return whether a single block's values are the result as they are} */
    boolean blockIsResult() {
        for (int i = 0; i < parts(); i++) {
            if (result.get(i).dtype() != values.get(i).dtype()) {
                return false;
            }
        }
        return true;
    }

    /** {@return the same fold over other values of the same dtypes} */
    Fold withValues(List<Expr> other) {
        return new Fold(other, identity, merge, firstTotal, nextTotal, result);
    }

    /** {@return {@code accumulator} as expressions} */
    static Fold of(Accumulator accumulator) {
        return switch (accumulator) {
            case Accumulator.Sum(Expr v) -> arithmetic(v, 0, a -> a.get(0).add(a.get(1)));
            case Accumulator.Prod(Expr v) -> arithmetic(v, 1, a -> a.get(0).mul(a.get(1)));
            case Accumulator.Max(Expr v) -> same(List.of(v), List.of(lowest(v.dtype())), List.of(max(v.dtype())));
            case Accumulator.Min(Expr v) -> same(List.of(v), List.of(highest(v.dtype())), List.of(min(v.dtype())));
            case Accumulator.Combine(List<Expr> values, List<Expr> identity, List<Expr> merge) ->
                combine(values, identity, merge);
        };
    }

    private static Fold arithmetic(Expr value, long identity, java.util.function.Function<List<Expr>, Expr> meet) {
        DType dtype = value.dtype();
        DType total = dtype.isFloatingPoint() ? DType.FLOAT64 : dtype;
        Expr merge = meet.apply(List.of(Expr.input(0, dtype), Expr.input(1, dtype)));
        Expr next =
                meet.apply(List.of(Expr.input(0, total), Expr.input(1, dtype).cast(total)));
        return new Fold(
                List.of(value),
                List.of(Expr.literal(dtype, identity)),
                List.of(merge),
                List.of(Expr.input(0, dtype).cast(total)),
                List.of(next),
                List.of(Expr.input(0, total).cast(dtype)));
    }

    private static Fold same(List<Expr> values, List<Expr> identity, List<Expr> merge) {
        List<Expr> inputs = inputs(values);
        return new Fold(values, identity, merge, inputs, merge, inputs);
    }

    private static Fold combine(List<Expr> values, List<Expr> identity, List<Expr> merge) {
        if (values.stream().noneMatch(v -> v.dtype().isBool())) {
            return same(values, identity, merge);
        }
        List<Expr> wide = values.stream().map(Fold::widen).toList();
        List<Expr> wideIdentity = identity.stream().map(Fold::widenLiteral).toList();
        List<Expr> narrow = new ArrayList<>();
        for (int i = 0; i < 2 * values.size(); i++) {
            DType dtype = values.get(i % values.size()).dtype();
            narrow.add(Expr.input(i, dtype.isBool() ? DType.INT32 : dtype).cast(dtype));
        }
        List<Expr> wideMerge =
                merge.stream().map(m -> widen(Substitution.inputs(m, narrow))).toList();
        return new Fold(
                wide, wideIdentity, wideMerge, inputs(wide), wideMerge, List.copyOf(narrow.subList(0, values.size())));
    }

    private static Expr widen(Expr value) {
        return value.dtype().isBool() ? value.cast(DType.INT32) : value;
    }

    private static Expr widenLiteral(Expr value) {
        return value instanceof Expr.Literal l && l.dtype().isBool() ? Expr.literal(DType.INT32, l.bits()) : value;
    }

    private static List<Expr> inputs(List<Expr> values) {
        List<Expr> inputs = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            inputs.add(Expr.input(i, values.get(i).dtype()));
        }
        return List.copyOf(inputs);
    }

    private static Expr max(DType dtype) {
        Expr a = Expr.input(0, dtype);
        Expr b = Expr.input(1, dtype);
        return keepsLeft(a, a.gt(b)).select(a, b);
    }

    private static Expr min(DType dtype) {
        Expr a = Expr.input(0, dtype);
        Expr b = Expr.input(1, dtype);
        return keepsLeft(a, a.lt(b)).select(a, b);
    }

    private static Expr keepsLeft(Expr a, Expr wins) {
        return a.dtype().isFloatingPoint() ? wins.or(a.isNan()) : wins;
    }

    private static Expr lowest(DType dtype) {
        return switch (dtype) {
            case FLOAT32, FLOAT64 -> Expr.literal(dtype, Double.NEGATIVE_INFINITY);
            case INT32 -> Expr.literal(dtype, (long) Integer.MIN_VALUE);
            case INT64 -> Expr.literal(dtype, Long.MIN_VALUE);
            case BOOL -> Expr.literal(dtype, 0L);
        };
    }

    private static Expr highest(DType dtype) {
        return switch (dtype) {
            case FLOAT32, FLOAT64 -> Expr.literal(dtype, Double.POSITIVE_INFINITY);
            case INT32 -> Expr.literal(dtype, (long) Integer.MAX_VALUE);
            case INT64 -> Expr.literal(dtype, Long.MAX_VALUE);
            case BOOL -> Expr.literal(dtype, 1L);
        };
    }
}
