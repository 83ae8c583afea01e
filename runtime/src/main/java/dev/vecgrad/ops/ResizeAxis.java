package dev.vecgrad.ops;

import java.util.function.LongToDoubleFunction;
import java.util.function.LongUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * A dim that gets another size.
 *
 * @param size the number of elements
 * @param count the number of results
 * @param factor how many results an element has, as it was asked for; 0 for what the sizes say
 * @param alignCorners whether the first and the last results are the first and the last elements
 * @param single whether places are computed in float32 where rounding them decides which element is read
 */
record ResizeAxis(long size, long count, double factor, boolean alignCorners, boolean single) {
    /** The a of Keys' cubic convolution. */
    private static final double CUBIC = -0.75;

    /** {@return the map of this dim} */
    DimMap map(ResizeMode mode) {
        return switch (mode) {
            case NEAREST -> nearest(this::beginning);
            case NEAREST_EXACT -> nearest(this::middle);
            case LINEAR, BILINEAR, TRILINEAR -> linear();
            case BICUBIC -> cubic();
            case AREA -> new Blocks(size, count);
        };
    }

    /** Places are rounded as PyTorch rounds them, where that decides which element is read. */
    private Taps nearest(LongToDoubleFunction place) {
        long[] places = numbers(i -> Math.min((long) Math.floor((float) place.applyAsDouble(i)), size - 1));
        return new Taps(size, new long[][] {places}, new double[0][]);
    }

    private double beginning(long i) {
        return single ? (float) i * (float) step() : i * step();
    }

    private double middle(long i) {
        return single ? (i + 0.5f) * (float) step() - 0.5f + 0.5f : (i + 0.5) * step() - 0.5 + 0.5;
    }

    private double step() {
        if (alignCorners) {
            return count > 1 ? (double) (size - 1) / (count - 1) : 0;
        }
        return factor > 0 ? 1 / factor : (double) size / count;
    }

    /** {@return where among the elements a result lies} */
    private double place(long i) {
        return alignCorners ? step() * i : step() * (i + 0.5) - 0.5;
    }

    private long before(double place) {
        return Math.min((long) Math.floor(place), size - 1);
    }

    /** {@return how far a place is behind the element before it} */
    private double behind(double place) {
        return Math.clamp(place - before(place), 0, 1);
    }

    /** As many results as elements are the elements, whatever the factor. */
    private Taps linear() {
        LongToDoubleFunction place = i -> size == count ? i : Math.max(0, place(i));
        long[] low = numbers(i -> before(place.applyAsDouble(i)));
        long[] high = LongStream.of(low).map(k -> Math.min(k + 1, size - 1)).toArray();
        double[] share = shares(i -> behind(place.applyAsDouble(i)));
        double[] rest = DoubleStream.of(share).map(s -> 1 - s).toArray();
        return new Taps(size, new long[][] {low, high}, new double[][] {rest, share});
    }

    private Taps cubic() {
        long[][] places = new long[4][];
        double[][] weights = new double[4][];
        for (int t = 0; t < places.length; t++) {
            int term = t;
            places[t] = numbers(i -> Math.clamp(before(place(i)) + term - 1, 0, size - 1));
            weights[t] = shares(i -> weight(term, behind(place(i))));
        }
        return new Taps(size, places, weights);
    }

    private static double weight(int term, double behind) {
        return switch (term) {
            case 0 -> far(behind + 1);
            case 1 -> near(behind);
            case 2 -> near(1 - behind);
            default -> far(2 - behind);
        };
    }

    /** The convolution's weight at a distance up to 1. */
    private static double near(double x) {
        return ((CUBIC + 2) * x - (CUBIC + 3)) * x * x + 1;
    }

    /** The convolution's weight at a distance from 1 to 2. */
    private static double far(double x) {
        return ((CUBIC * x - 5 * CUBIC) * x + 8 * CUBIC) * x - 4 * CUBIC;
    }

    private long[] numbers(LongUnaryOperator rule) {
        return LongStream.range(0, count).map(rule).toArray();
    }

    private double[] shares(LongToDoubleFunction rule) {
        return LongStream.range(0, count).mapToDouble(rule).toArray();
    }
}
