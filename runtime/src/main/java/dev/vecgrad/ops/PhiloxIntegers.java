package dev.vecgrad.ops;

import dev.vecgrad.core.MapFunction;
import dev.vecgrad.core.PhiloxStream;
import dev.vecgrad.core.Value;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Device;
import dev.vecgrad.type.Shape;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Integers made on the device out of Philox words, equal to those that {@link PhiloxStream} makes: the high half of the product of
 * 64 random bits and the range, which is off by at most one in 2^64 from even.
 */
final class PhiloxIntegers {
    private static final Expr LOW_HALF = Expr.literal(DType.INT64, 0xffffffffL);
    private static final Map<DType, MapFunction> INTEGERS = new ConcurrentHashMap<>();

    private PhiloxIntegers() {}

    /** Inputs: the high and the low word. Params: from; the high and the low half of the range. */
    private static MapFunction integers(DType dtype) {
        Expr drawn = highProduct(
                PhiloxKernels.unsigned(PhiloxKernels.input(0)),
                PhiloxKernels.unsigned(PhiloxKernels.input(1)),
                Expr.param(1, DType.INT64),
                Expr.param(2, DType.INT64));
        return new MapFunction(
                "",
                List.of(DType.INT32, DType.INT32),
                List.of(DType.INT64, DType.INT64, DType.INT64),
                List.of(Expr.param(0, DType.INT64).add(drawn).cast(dtype)));
    }

    /* The schoolbook product of two halves each: no sum leaves 64 bits, all of them unsigned. */
    private static Expr highProduct(Expr aHigh, Expr aLow, Expr bHigh, Expr bLow) {
        Expr upper = aHigh.mul(bLow).add(aLow.mul(bLow).ushr(32));
        Expr lower = upper.and(LOW_HALF).add(aLow.mul(bHigh));
        return aHigh.mul(bHigh).add(upper.ushr(32)).add(lower.ushr(32));
    }

    /** {@return integers in [from, to) in this dtype} */
    static Value randint(PhiloxStream stream, Shape shape, DType dtype, long from, long to, Device device) {
        long range = to - from;
        long[] params = {from, range >>> 32, range & 0xffffffffL};
        Value[] words = PhiloxKernels.split(PhiloxKernels.words(stream, shape, 2, device), shape, 2);
        return INTEGERS.computeIfAbsent(dtype, PhiloxIntegers::integers).apply(words, params, shape)[0];
    }
}
