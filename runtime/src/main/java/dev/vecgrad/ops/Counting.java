package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.HostElements;
import dev.vecgrad.core.Transfer;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import dev.vecgrad.type.VecgradException;
import org.jspecify.annotations.Nullable;

/** How many elements fall where. Weights add in the order of elements. Nothing here has a gradient. */
public final class Counting {
    private Counting() {}

    /**
     * Counts of elements between edges.
     *
     * @param hist for each bin the number of elements in it, or the sum of their weights
     * @param binEdges where bins begin, and where the last one ends
     */
    public record Histogram(Value hist, Value binEdges) {}

    /**
     * {@return how often each whole number from 0 on is in a vector, int64; or the sums of its weights, float32 if they are, else float64}
     *
     * @param minlength the least length of the result
     */
    public static Value bincount(Value x, @Nullable Value weights, long minlength) {
        boolean whole = x.dtype().isIntegral();
        if (x.rank() != 1 || !whole) {
            throw new ShapeException("bincount: bincount only supports 1-d non-negative integral inputs.: this one has"
                    + " shape " + x.shape() + " and dtype " + x.dtype());
        }
        if (minlength < 0) {
            throw new VecgradException("bincount: minlength should be >= 0: it is " + minlength);
        }
        if (weights != null && !weights.shape().equals(x.shape())) {
            throw new ShapeException(
                    "bincount: weights should be 1-d and have the same length as input: they have shape "
                            + weights.shape() + ", the input " + x.shape());
        }
        if (x.numel() == 0) {
            return Arithmetic.full(Shape.of(minlength), DType.INT64, 0, x.device());
        }
        long least = HostElements.integer(Extrema.min(x), 0);
        if (least < 0) {
            throw new VecgradException(
                    "bincount: bincount only supports 1-d non-negative integral inputs.: the least is " + least);
        }
        long length = Math.max(minlength, HostElements.integer(Extrema.max(x), 0) + 1);
        return counted(Arithmetic.cast(x, DType.INT64), weights, length);
    }

    /** Adds up the weights, or ones, of places. */
    private static Value counted(Value places, @Nullable Value weights, long length) {
        DType dtype = weights == null ? DType.INT64 : weights.dtype() == DType.FLOAT32 ? DType.FLOAT32 : DType.FLOAT64;
        Value each = weights == null
                ? Arithmetic.full(places.shape(), dtype, 1, places.device())
                : Arithmetic.cast(weights.detach(), dtype);
        return Indexing.scatterAdd(Arithmetic.full(Shape.of(length), dtype, 0, places.device()), 0, places, each);
    }

    /**
     * {@return how many elements fall into each of {@code bins} bins of equal width between {@code min} and {@code max}, both included, in x's
     * dtype; other elements and NaN are not counted} With {@code min} equal to {@code max} the range is that of the elements.
     */
    public static Value histc(Value x, long bins, double min, double max) {
        Floating.require("histc", "histc", x.dtype());
        requireBins("histc", bins);
        double[] range = range("histc", x, min, max);
        Var all = new Var(Movement.reshape(x.detach(), -1));
        Var place = all.sub(range[0]).mul((double) bins).div(difference(x.dtype(), range));
        Value whole = Arithmetic.cast(place.value(), DType.INT64);
        Value counts = binned(all, new Var(whole), range[0], range[1], bins, null);
        return Arithmetic.cast(counts, x.dtype());
    }

    private static double difference(DType dtype, double[] range) {
        return dtype == DType.FLOAT32 ? (float) range[1] - (float) range[0] : range[1] - range[0];
    }

    /** {@return the same, or sums of weights, with the bins' edges; divided by their sum and the bins' widths if {@code density}} */
    public static Histogram histogram(
            Value x, long bins, double min, double max, @Nullable Value weights, boolean density) {
        Floating.require("histogram", "histogram", x.dtype());
        requireBins("histogram", bins);
        double[] range = range("histogram", x, min, max);
        return histogram(
                x,
                Transfer.to(Creation.linspace(range[0], range[1], bins + 1, x.dtype()), x.device()),
                weights,
                density);
    }

    /** {@return the same for bins between these rising edges} */
    public static Histogram histogram(Value x, Value edges, @Nullable Value weights, boolean density) {
        Floating.require("histogram", "histogram", x.dtype());
        if (edges.rank() != 1 || edges.numel() < 2) {
            throw new ShapeException(
                    "histogram: bins tensor should have one dimension and at least 2 edges: it has shape "
                            + edges.shape());
        }
        if (weights != null && !weights.shape().equals(x.shape())) {
            throw new ShapeException(
                    "histogram: if weight tensor is provided it should have the same shape as the input"
                            + " tensor: they are " + weights.shape() + " and " + x.shape());
        }
        long bins = edges.numel() - 1;
        Var all = new Var(Movement.reshape(x.detach(), -1));
        Var place = new Var(Searching.bucketize(all.value(), edges, true)).sub(1);
        double low = HostElements.real(edges, 0);
        double high = HostElements.real(edges, bins);
        Value each = weights == null ? null : Movement.reshape(weights.detach(), -1);
        Value sums = Arithmetic.cast(binned(all, place, low, high, bins, each), x.dtype());
        return new Histogram(density ? density(new Var(sums), new Var(edges.detach())) : sums, edges.detach());
    }

    private static Value density(Var sums, Var edges) {
        long bins = sums.value().numel();
        Var widths = edges.narrow(0, 1, bins).sub(edges.narrow(0, 0, bins));
        return sums.div(sums.sum()).div(widths).value();
    }

    /** What is outside goes to a bin more, which is left out. */
    private static Value binned(Var all, Var place, double low, double high, long bins, @Nullable Value weights) {
        Var outside = all.ge(low).logicalAnd(all.le(high)).logicalNot();
        Var bin = place.maskedFill(place.ge(bins), (double) (bins - 1)).maskedFill(outside, (double) bins);
        return Movement.narrow(counted(bin.value(), weights, bins + 1), 0, 0, bins);
    }

    private static double[] range(String op, Value x, double min, double max) {
        double low = min;
        double high = max;
        if (low == high && x.numel() > 0) {
            Value flat = x.detach();
            low = HostElements.real(Extrema.min(flat), 0);
            high = HostElements.real(Extrema.max(flat), 0);
        }
        if (!Double.isFinite(low) || !Double.isFinite(high)) {
            throw new VecgradException(op + ": torch." + op + ": range of [" + low + ", " + high + "] is not finite");
        }
        if (low > high) {
            throw new VecgradException(op + ": max must be larger than min: they are " + high + " and " + low);
        }
        return low == high ? new double[] {low - 1, high + 1} : new double[] {low, high};
    }

    private static void requireBins(String op, long bins) {
        if (bins <= 0) {
            throw new VecgradException(op + ": bins must be > 0: it is " + bins);
        }
    }
}
