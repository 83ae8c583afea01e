package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Scalar;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.Shape;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * Each result is the mean of a run of neighbours. Result i is that of the elements from {@code i size / count}, rounded down, to before
 * {@code (i + 1) size / count}, rounded up.
 *
 * @param size the number of elements
 * @param count the number of results
 */
record Blocks(long size, long count) implements DimMap {
    @Override
    public Value forward(Value x, int d) {
        return isEven()
                ? Reductions.mean(split(x, d), false, d + 1)
                : PointwiseArithmetic.DIV.apply(sums(x, d), lengths(x, d));
    }

    @Override
    public Value back(Value gradient, int d) {
        return isEven()
                ? spread(gradient, d)
                : scattered(PointwiseArithmetic.DIV.apply(gradient, lengths(gradient, d)), d);
    }

    /** {@return whether no run overlaps another} */
    boolean isEven() {
        return count > 0 && size % count == 0;
    }

    /** {@return the first element of a run} */
    long start(long i) {
        return i * size / count;
    }

    /** {@return the element after a run} */
    long end(long i) {
        return ((i + 1) * size + count - 1) / count;
    }

    /** {@return the length of the longest run} */
    long longest() {
        long most = 0;
        for (long i = 0; i < count; i++) {
            most = Math.max(most, end(i) - start(i));
        }
        return most;
    }

    private Value split(Value x, int d) {
        long[] sizes = x.shape().toArray();
        long[] more = Arrays.copyOf(sizes, sizes.length + 1);
        System.arraycopy(sizes, d, more, d + 1, sizes.length - d);
        more[d] = count;
        more[d + 1] = size / count;
        return Movement.reshape(x, more);
    }

    private Value spread(Value gradient, int d) {
        long length = size / count;
        Value share = PointwiseArithmetic.DIV.apply(gradient, Scalar.of(length));
        return Repeating.interleave(share, length, d);
    }

    /** A run that is shorter than the longest reads the zero behind the last element. */
    private Value sums(Value x, int d) {
        Value longer = longer(x, d);
        Arithmetic.copyInto(Movement.cut(longer, d, 0, size, 1), x.detach());
        return taps().forward(longer, d);
    }

    private Value longer(Value x, int d) {
        long[] sizes = x.shape().toArray();
        sizes[d] = size + 1;
        return Arithmetic.full(Shape.of(sizes), x.dtype(), 0, x.device());
    }

    private Value scattered(Value shares, int d) {
        return Movement.cut(taps().back(shares, d), d, 0, size, 1);
    }

    private Taps taps() {
        long[][] places = new long[Math.toIntExact(Math.max(1, longest()))][];
        for (int t = 0; t < places.length; t++) {
            long term = t;
            places[t] = LongStream.range(0, count)
                    .map(i -> start(i) + term < end(i) ? start(i) + term : size)
                    .toArray();
        }
        return new Taps(size + 1, places, new double[0][]);
    }

    private Value lengths(Value x, int d) {
        double[] lengths =
                LongStream.range(0, count).mapToDouble(i -> end(i) - start(i)).toArray();
        return Taps.along(lengths, x, d);
    }
}
