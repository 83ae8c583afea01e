package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.Shape;

/** One dim made several. */
public final class Unflatten extends Layer {
    private final int dim;
    private final Shape sizes;

    /** Dim {@code dim}, negative ones counting from the end, made dims of these sizes, of which one may be -1. */
    public Unflatten(int dim, long... sizes) {
        this.dim = dim;
        this.sizes = Shape.of(sizes);
    }

    @Override
    public Tensor forward(Tensor input) {
        return input.unflatten(dim, sizes.toArray());
    }

    @Override
    protected String extraText() {
        return "dim=" + dim + ", unflattened_size=" + Texts.sizes(sizes);
    }
}
