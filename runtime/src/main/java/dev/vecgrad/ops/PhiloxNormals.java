package dev.vecgrad.ops;

import dev.vecgrad.core.Bits;
import dev.vecgrad.core.MapFunction;
import dev.vecgrad.core.PhiloxStream;
import dev.vecgrad.core.Value;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.MathFns;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Device;
import dev.vecgrad.type.Shape;
import java.util.Collections;
import java.util.List;

/**
 * Normal numbers made on the device out of Philox words, two out of two uniform ones. Box and Muller 1958, "A note on the
 * generation of random normal deviates".
 *
 * <p>Of n numbers, rounded up to an even count, number k of the first half is {@code r cos(a)} and number k of the second half {@code r
 * sin(a)}, where {@code r = sqrt(-2 log(1 - u))} and {@code a = 2 pi v}. The words are taken in parts of n / 2: for float32, u is a word of
 * the first part and v of the second, 24 bits each, so that no number is farther out than 5.77; for float64, u is made of words of the first
 * and second part, v of the third and fourth, 53 bits each, and numbers reach 8.57. So the loop reads and writes what stands together.
 */
final class PhiloxNormals {
    private static final MapFunction NORMAL_32 = pairs(
            DType.FLOAT32, PhiloxKernels.unit32(PhiloxKernels.input(0)), PhiloxKernels.unit32(PhiloxKernels.input(1)));
    private static final MapFunction NORMAL_64 = pairs(
            DType.FLOAT64,
            PhiloxKernels.unit64(PhiloxKernels.input(0), PhiloxKernels.input(1)),
            PhiloxKernels.unit64(PhiloxKernels.input(2), PhiloxKernels.input(3)));

    private PhiloxNormals() {}

    /** Inputs: the words. Params: mean, standard deviation. */
    private static MapFunction pairs(DType dtype, Expr u, Expr v) {
        Expr radius = MathFns.log(u.rsub(1)).mul(-2).sqrt();
        Expr angle = v.mul(2 * Math.PI);
        Expr mean = Expr.param(0, dtype);
        Expr std = Expr.param(1, dtype);
        List<Expr> pair = List.of(
                radius.mul(MathFns.cos(angle)).fma(std, mean),
                radius.mul(MathFns.sin(angle)).fma(std, mean));
        return new MapFunction("", Collections.nCopies(words(dtype), DType.INT32), List.of(dtype, dtype), pair);
    }

    private static int words(DType dtype) {
        return dtype == DType.FLOAT32 ? 2 : 4;
    }

    /** {@return normal numbers of a floating dtype} */
    static Value normal(PhiloxStream stream, Shape shape, DType dtype, double mean, double std, Device device) {
        long half = (shape.numel() + 1) / 2;
        int parts = words(dtype);
        Value words = PhiloxKernels.words(stream, Shape.of(parts * half), 1, device);
        Value whole = Value.empty(dtype, Shape.of(2 * half), device);
        MapFunction function = dtype == DType.FLOAT32 ? NORMAL_32 : NORMAL_64;
        function.writeAll(parts(words, parts), parts(whole, 2), Bits.of(dtype, mean), Bits.of(dtype, std));
        return whole.restrided(shape, shape.contiguousStrides(), 0);
    }

    private static Value[] parts(Value whole, int count) {
        long size = whole.numel() / count;
        Value[] parts = new Value[count];
        for (int i = 0; i < count; i++) {
            parts[i] = whole.restrided(Shape.of(size), new long[] {1}, i * size);
        }
        return parts;
    }
}
