package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.HostArrays;
import dev.vecgrad.core.Transfer;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.Shape;
import java.util.Arrays;

/**
 * Each result is a weighted sum of a few elements.
 *
 * @param size the number of elements
 * @param places for each term of the sums, by result, which element it reads
 * @param weights what that is multiplied by; none if there is one term, the element itself
 */
record Taps(long size, long[][] places, double[][] weights) implements DimMap {
    @Override
    public Value forward(Value x, int d) {
        Value sum = weighted(IndexedSlices.select(x, d, vector(places[0])), d, 0);
        for (int t = 1; t < places.length; t++) {
            PointwiseArithmetic.ADD.applyInPlace(sum, weighted(IndexedSlices.select(x, d, vector(places[t])), d, t));
        }
        return sum;
    }

    @Override
    public Value back(Value gradient, int d) {
        long[] sizes = gradient.shape().toArray();
        sizes[d] = size;
        Value sum = Arithmetic.full(Shape.of(sizes), gradient.dtype(), 0, gradient.device());
        for (int t = 0; t < places.length; t++) {
            IndexedSlices.addInPlace(sum, d, vector(places[t]), weighted(gradient, d, t), 1);
        }
        return sum;
    }

    private Value weighted(Value x, int d, int term) {
        return weights.length == 0 ? x : PointwiseArithmetic.MUL.apply(x, along(weights[term], x, d));
    }

    private static Value vector(long[] numbers) {
        return HostArrays.of(numbers, Shape.of(numbers.length));
    }

    /** {@return numbers that lie along dim {@code d} of x} */
    static Value along(double[] numbers, Value x, int d) {
        long[] sizes = new long[x.rank() - d];
        Arrays.fill(sizes, 1);
        sizes[0] = numbers.length;
        return Arithmetic.cast(Transfer.to(HostArrays.of(numbers, Shape.of(sizes)), x.device()), x.dtype());
    }
}
