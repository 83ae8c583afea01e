package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** exp(-x) divided by its sum over a dim. */
public final class Softmin extends Layer {
    private final int dim;

    /** The layer over {@code dim}; negative dims count from the end. */
    public Softmin(int dim) {
        this.dim = dim;
    }

    @Override
    public Tensor forward(Tensor input) {
        return input.softmin(dim);
    }

    @Override
    protected String extraText() {
        return "dim=" + dim;
    }
}
