package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import java.util.List;

/** Images {@code [n, c, l]}, or without n, with maxima of windows at the places they came from, the rest zeros. */
public final class MaxUnpool1d extends Module {
    private final long kernel;
    private final PoolOptions options;

    /** Maxima of windows of this size, side by side. */
    public MaxUnpool1d(long kernel) {
        this(kernel, options());
    }

    /** Maxima of windows of this size with choices. */
    public MaxUnpool1d(long kernel, PoolOptions options) {
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
     * @param indices the places, int64, as {@link MaxPool1d#forwardWithIndices} gives them
     * @param outputSize the images' length; none for the least that has such windows
     */
    public Tensor forward(Tensor input, Tensor indices, long... outputSize) {
        return Pools.maxUnpool1d(input, indices, kernel, options, outputSize);
    }

    @Override
    protected String extraText() {
        return options.textOfPlaces(1, List.of(kernel));
    }
}
