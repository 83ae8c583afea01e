package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.MapFunction;
import dev.vecgrad.core.Value;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Device;
import dev.vecgrad.type.Shape;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The greatest elements so far, and their places; a place of -1 is none.
 *
 * @param values the greatest so far
 * @param indices their places, int64
 */
record Maxima(Value values, Value indices) {
    private static final Map<DType, MapFunction> GREATER = new ConcurrentHashMap<>();

    /** {@return maxima of no elements} */
    static Maxima none(Shape shape, DType dtype, Device device) {
        return new Maxima(
                Arithmetic.full(shape, dtype, Double.NEGATIVE_INFINITY, device),
                Arithmetic.full(shape, DType.INT64, -1, device));
    }

    /** Lets each maximum meet a further element: of equals the first stays, of NaNs the last. */
    void meet(Value elements, Value places) {
        MapFunction greater = GREATER.computeIfAbsent(values.dtype(), Maxima::greater);
        greater.writeAll(new Value[] {values, indices, elements, places}, new Value[] {values, indices});
    }

    private static MapFunction greater(DType dtype) {
        Expr value = Expr.input(0, dtype);
        Expr place = Expr.input(1, DType.INT64);
        Expr next = Expr.input(2, dtype);
        Expr nextPlace = Expr.input(3, DType.INT64);
        Expr isFirst = place.lt(Expr.literal(DType.INT64, 0L));
        Expr taken = next.gt(value).or(next.isNan()).or(isFirst);
        return new MapFunction(
                "maxPool",
                List.of(dtype, DType.INT64, dtype, DType.INT64),
                List.of(),
                List.of(taken.select(next, value), taken.select(nextPlace, place)));
    }
}
