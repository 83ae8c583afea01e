package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** The greatest element of each window of images {@code [n, c, h, w]}, or without n. */
public final class MaxPool2d extends Layer {
    private final long[] kernel;
    private final PoolOptions options;

    /** Windows of this size, side by side. */
    public MaxPool2d(long kernel) {
        this(kernel, options());
    }

    /** Windows of this size with choices. */
    public MaxPool2d(long kernel, PoolOptions options) {
        this(new long[] {kernel}, options);
    }

    /** Windows of so many rows and columns. */
    public MaxPool2d(long rows, long columns, PoolOptions options) {
        this(new long[] {rows, columns}, options);
    }

    private MaxPool2d(long[] kernel, PoolOptions options) {
        this.kernel = kernel;
        this.options = options;
    }

    /** {@return windows side by side, no margins, none over the end, margins counted} */
    public static PoolOptions options() {
        return PoolOptions.plain();
    }

    @Override
    public Tensor forward(Tensor input) {
        return Pools.maxPool2d(input, options, kernel).values();
    }

    /** {@return the greatest elements with their places in their planes} */
    public Pools.Maxima forwardWithIndices(Tensor input) {
        return Pools.maxPool2d(input, options, kernel);
    }

    @Override
    protected String extraText() {
        return options.textOfMaxima(kernel);
    }
}
