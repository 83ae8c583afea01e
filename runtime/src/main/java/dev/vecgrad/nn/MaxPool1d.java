package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** The greatest element of each window of images {@code [n, c, l]}, or without n. */
public final class MaxPool1d extends Layer {
    private final long kernel;
    private final PoolOptions options;

    /** Windows of this size, side by side. */
    public MaxPool1d(long kernel) {
        this(kernel, options());
    }

    /** Windows of this size with choices. */
    public MaxPool1d(long kernel, PoolOptions options) {
        this.kernel = kernel;
        this.options = options;
    }

    /** {@return windows side by side, no margins, none over the end, margins counted} */
    public static PoolOptions options() {
        return PoolOptions.plain();
    }

    @Override
    public Tensor forward(Tensor input) {
        return Pools.maxPool1d(input, kernel, options).values();
    }

    /** {@return the greatest elements with their places in their planes} */
    public Pools.Maxima forwardWithIndices(Tensor input) {
        return Pools.maxPool1d(input, kernel, options);
    }

    @Override
    protected String extraText() {
        return options.textOfMaxima(kernel);
    }
}
