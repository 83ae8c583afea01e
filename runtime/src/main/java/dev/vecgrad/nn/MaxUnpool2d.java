package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.ops.ConvolutionForm;

/** Images {@code [n, c, h, w]}, or without n, with maxima of windows at the places they came from, the rest zeros. */
public final class MaxUnpool2d extends Module {
    private final long[] kernel;
    private final PoolOptions options;

    /** Maxima of windows of this size, side by side. */
    public MaxUnpool2d(long kernel) {
        this(kernel, options());
    }

    /** Maxima of windows of this size with choices. */
    public MaxUnpool2d(long kernel, PoolOptions options) {
        this(new long[] {kernel}, options);
    }

    /** Maxima of windows of so many rows and columns. */
    public MaxUnpool2d(long rows, long columns, PoolOptions options) {
        this(new long[] {rows, columns}, options);
    }

    private MaxUnpool2d(long[] kernel, PoolOptions options) {
        this.kernel = kernel;
        this.options = options;
    }

    /** {@return windows side by side, no margins; stride and padding are read} */
    public static PoolOptions options() {
        return PoolOptions.plain();
    }

    /**
     * {@return images with maxima at their places}
     *
     * @param indices the places, int64, as {@link MaxPool2d#forwardWithIndices} gives them
     * @param outputSize the images' sizes; none for the least that have such windows
     */
    public Tensor forward(Tensor input, Tensor indices, long... outputSize) {
        return Pools.maxUnpool2d(input, indices, kernel, options, outputSize);
    }

    @Override
    protected String extraText() {
        return options.textOfPlaces(2, ConvolutionForm.list(kernel));
    }
}
