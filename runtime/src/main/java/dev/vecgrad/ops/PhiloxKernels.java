package dev.vecgrad.ops;

import dev.vecgrad.core.Bits;
import dev.vecgrad.core.MapFunction;
import dev.vecgrad.core.PhiloxStream;
import dev.vecgrad.core.Value;
import dev.vecgrad.exec.Launcher;
import dev.vecgrad.ir.Call;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.Region;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Device;
import dev.vecgrad.type.OutOfNativeMemoryException;
import dev.vecgrad.type.Shape;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/**
 * Uniform numbers and coins made on the device out of Philox words, equal to the bit to those that {@link PhiloxStream} makes: all
 * arithmetic in them is exact or rounded once.
 */
final class PhiloxKernels {
    private static final double UNIT_24 = 0x1p-24;
    private static final double UNIT_53 = 0x1p-53;

    private static final MapFunction UNIFORM_32 = uniform(DType.FLOAT32, unit32(input(0)), 1);
    private static final MapFunction UNIFORM_64 = uniform(DType.FLOAT64, unit64(input(0), input(1)), 2);
    private static final MapFunction COINS_32 = coins(DType.FLOAT32);
    private static final MapFunction COINS_64 = coins(DType.FLOAT64);
    private static final MapFunction CHANCES_32 = chances(DType.FLOAT32);
    private static final MapFunction CHANCES_64 = chances(DType.FLOAT64);

    private PhiloxKernels() {}

    /** {@return word {@code index} of an element} */
    static Expr input(int index) {
        return Expr.input(index, DType.INT32);
    }

    /** {@return a word's high 24 bits as a number in [0, 1)} */
    static Expr unit32(Expr word) {
        return word.ushr(8).cast(DType.FLOAT32).mul(UNIT_24);
    }

    /** {@return the high 53 bits of two words as a number in [0, 1)} */
    static Expr unit64(Expr high, Expr low) {
        return high.cast(DType.INT64)
                .shl(32)
                .or(unsigned(low))
                .ushr(11)
                .cast(DType.FLOAT64)
                .mul(UNIT_53);
    }

    /** {@return a word as an int64 from 0 to 2^32 - 1} */
    static Expr unsigned(Expr word) {
        return word.cast(DType.INT64).and(Expr.literal(DType.INT64, 0xffffffffL));
    }

    /** Scaled into [from, to); one rounded up to {@code to} becomes {@code from}. Params: from, to. */
    private static MapFunction uniform(DType dtype, Expr unit, int words) {
        Expr from = Expr.param(0, dtype);
        Expr to = Expr.param(1, dtype);
        Expr scaled = unit.fma(to.sub(from), from);
        List<DType> inputs = Collections.nCopies(words, DType.INT32);
        return new MapFunction(
                "", inputs, List.of(dtype, dtype), List.of(scaled.eq(to).select(from, scaled)));
    }

    /** Params: how many of the 2^24 values of a word's high bits mean true; the number that true becomes. */
    private static MapFunction coins(DType dtype) {
        Expr truth = input(0).ushr(8).lt(Expr.param(0, DType.INT32));
        Expr number = Expr.param(1, dtype);
        return new MapFunction(
                "", List.of(DType.INT32), List.of(DType.INT32, dtype), List.of(truth.select(number, number.like(0))));
    }

    /** Inputs: word, probability. */
    private static MapFunction chances(DType dtype) {
        Expr truth = input(0).ushr(8).cast(dtype).mul(UNIT_24).lt(Expr.input(1, dtype));
        Expr one = Expr.literal(dtype, 1.0);
        return new MapFunction("", List.of(DType.INT32, dtype), List.of(), List.of(truth.select(one, one.like(0))));
    }

    /** {@return numbers in [from, to) of a floating dtype} */
    static Value uniform(PhiloxStream stream, Shape shape, DType dtype, double from, double to, Device device) {
        long[] params = {Bits.of(dtype, from), Bits.of(dtype, to)};
        if (dtype == DType.FLOAT32) {
            return UNIFORM_32.apply(new Value[] {words(stream, shape, 1, device)}, params, shape)[0];
        }
        return UNIFORM_64.apply(split(words(stream, shape, 2, device), shape, 2), params, shape)[0];
    }

    /** {@return {@code number} with probability p, else zero, of a floating dtype} */
    static Value coins(PhiloxStream stream, Shape shape, DType dtype, double p, double number, Device device) {
        long threshold = (long) Math.ceil(p / UNIT_24);
        MapFunction function = dtype == DType.FLOAT32 ? COINS_32 : COINS_64;
        Value[] words = {words(stream, shape, 1, device)};
        return function.apply(words, new long[] {threshold, Bits.of(dtype, number)}, shape)[0];
    }

    /** {@return one with the probability that the element of {@code p} says, else zero, in its dtype} */
    static Value chances(PhiloxStream stream, Value p) {
        MapFunction function = p.dtype() == DType.FLOAT32 ? CHANCES_32 : CHANCES_64;
        return function.apply(new Value[] {words(stream, p.shape(), 1, p.device()), p}, new long[0], p.shape())[0];
    }

    /** {@return the next words, {@code each} for an element; of the given shape if each is 1} */
    static Value words(PhiloxStream stream, Shape shape, int each, Device device) {
        if (shape.numel() > Long.MAX_VALUE / Integer.BYTES / each) {
            throw new OutOfNativeMemoryException(
                    "random: out of native memory: " + shape + " takes 2^63 bytes or more");
        }
        long count = shape.numel() * each;
        Supplier<Call.Philox> call = stream.draw(count);
        Value words = Value.empty(DType.INT32, each == 1 ? shape : Shape.of(count), device);
        if (count > 0) {
            var region = new Region(DType.INT32, new long[] {count}, new long[] {1}, 0);
            Launcher.run(words.device(), call, List.of(region), words.storage());
        }
        return words;
    }

    /** {@return of numbers that stand together, {@code each} for an element, those in the first place, those in the second, ...} */
    static Value[] split(Value numbers, Shape shape, int each) {
        long[] strides = shape.contiguousStrides();
        for (int d = 0; d < strides.length; d++) {
            strides[d] *= each;
        }
        Value[] places = new Value[each];
        for (int i = 0; i < each; i++) {
            places[i] = numbers.restrided(shape, strides, i);
        }
        return places;
    }
}
