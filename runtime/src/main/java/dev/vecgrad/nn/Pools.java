package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.ops.AdaptivePooling;
import dev.vecgrad.ops.ConvolutionForm;
import dev.vecgrad.ops.Extrema;
import dev.vecgrad.ops.PoolForm;
import dev.vecgrad.ops.Pooling;
import dev.vecgrad.ops.Resizing;
import dev.vecgrad.ops.Unpooling;
import java.util.List;

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

    /**
     * {@return the means of as many runs as are wanted along the last dim of {@code [n, c, l]}} Run i has the elements from
     * {@code i l / outputSize}, rounded down, to before {@code (i + 1) l / outputSize}, rounded up.
     *
     * @param outputSize the number of runs; -1 for as many as there are elements, PyTorch's None
     */
    public static Tensor adaptiveAvgPool1d(Tensor input, long outputSize) {
        return adaptiveAvgPool("adaptiveAvgPool1d", 1, input, outputSize);
    }

    /** {@return the means of as many windows as are wanted, of {@code [n, c, h, w]}} As {@link #adaptiveAvgPool1d}; one number is for both dims. */
    public static Tensor adaptiveAvgPool2d(Tensor input, long... outputSize) {
        return adaptiveAvgPool("adaptiveAvgPool2d", 2, input, outputSize);
    }

    /** {@return the means of as many windows as are wanted, of {@code [n, c, d, h, w]}} As {@link #adaptiveAvgPool1d}; one number is for all dims. */
    public static Tensor adaptiveAvgPool3d(Tensor input, long... outputSize) {
        return adaptiveAvgPool("adaptiveAvgPool3d", 3, input, outputSize);
    }

    private static Tensor adaptiveAvgPool(String op, int dims, Tensor input, long... outputSize) {
        return input.wrap(Resizing.means(op, dims, input.value(), ConvolutionForm.list(outputSize)));
    }

    /** {@return the greatest element of each of as many runs as are wanted, of {@code [n, c, l]}, and where it is} Runs as in {@link #adaptiveAvgPool1d}. */
    public static Maxima adaptiveMaxPool1d(Tensor input, long outputSize) {
        return adaptiveMaxPool("adaptiveMaxPool1d", 1, input, outputSize);
    }

    /** {@return the greatest element of each of as many windows as are wanted, of {@code [n, c, h, w]}, and where it is} One number is for both dims. */
    public static Maxima adaptiveMaxPool2d(Tensor input, long... outputSize) {
        return adaptiveMaxPool("adaptiveMaxPool2d", 2, input, outputSize);
    }

    private static Maxima adaptiveMaxPool(String op, int dims, Tensor input, long... outputSize) {
        Extrema.Extremum found = AdaptivePooling.max(op, dims, input.value(), ConvolutionForm.list(outputSize));
        return new Maxima(input.wrap(found.values()), input.wrap(found.indices()));
    }

    /**
     * {@return images {@code [n, c, l]} with maxima at the places they came from, the rest zeros}
     *
     * @param indices the places, int64, as {@link #maxPool1d} gives them
     * @param options stride and padding of the windows
     * @param outputSize the length; none for the least one that has such windows
     */
    public static Tensor maxUnpool1d(
            Tensor input, Tensor indices, long kernel, PoolOptions options, long... outputSize) {
        return maxUnpool("maxUnpool1d", 1, input, indices, options.form(List.of(kernel)), outputSize);
    }

    /** {@return images {@code [n, c, h, w]} with maxima at the places they came from, the rest zeros} As {@link #maxUnpool1d}. */
    public static Tensor maxUnpool2d(
            Tensor input, Tensor indices, long[] kernel, PoolOptions options, long... outputSize) {
        return maxUnpool("maxUnpool2d", 2, input, indices, options.form(ConvolutionForm.list(kernel)), outputSize);
    }

    private static Tensor maxUnpool(
            String op, int dims, Tensor input, Tensor indices, PoolForm form, long... outputSize) {
        return input.wrap(
                Unpooling.max(op, dims, input.value(), indices.value(), form, ConvolutionForm.list(outputSize)));
    }
}
