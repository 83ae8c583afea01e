package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.ops.ConvolutionForm;
import dev.vecgrad.ops.Extrema;
import dev.vecgrad.ops.Pooling;

/** Maxima and means of windows as functions, of images with or without a batch, float32 or float64. */
public final class Pools {
    /**
     * Maxima and their places.
     *
     * @param values the greatest element of each window
     * @param indices its place in its plane, in row-major order, int64
     */
    public record Maxima(Tensor values, Tensor indices) {}

    private Pools() {}

    /** {@return windows side by side, no margins, none over the end, margins counted} */
    public static PoolOptions options() {
        return PoolOptions.plain();
    }

    /** {@return the greatest element of each window of {@code [n, c, l]}, and where it is} Of equals the first, NaN before anything. */
    public static Maxima maxPool1d(Tensor input, long kernel, PoolOptions options) {
        return maxPool("maxPool1d", 1, input, options, kernel);
    }

    /** {@return the greatest element of each window of {@code [n, c, h, w]}, and where it is} Of equals the first, NaN before anything. */
    public static Maxima maxPool2d(Tensor input, PoolOptions options, long... kernel) {
        return maxPool("maxPool2d", 2, input, options, kernel);
    }

    private static Maxima maxPool(String op, int dims, Tensor input, PoolOptions options, long... kernel) {
        Extrema.Extremum found = Pooling.max(op, dims, input.value(), options.form(ConvolutionForm.list(kernel)));
        return new Maxima(input.wrap(found.values()), input.wrap(found.indices()));
    }

    /** {@return the mean of each window of {@code [n, c, l]}} */
    public static Tensor avgPool1d(Tensor input, long kernel, PoolOptions options) {
        return avgPool("avgPool1d", 1, input, options, kernel);
    }

    /** {@return the mean of each window of {@code [n, c, h, w]}} */
    public static Tensor avgPool2d(Tensor input, PoolOptions options, long... kernel) {
        return avgPool("avgPool2d", 2, input, options, kernel);
    }

    private static Tensor avgPool(String op, int dims, Tensor input, PoolOptions options, long... kernel) {
        return input.wrap(Pooling.mean(
                op,
                dims,
                input.value(),
                options.form(ConvolutionForm.list(kernel)),
                options.countIncludePad(),
                options.divisorOverride()));
    }
}
