package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** A module that makes one tensor out of one tensor. */
public abstract class Layer extends Module {
    /** A layer that holds nothing yet. */
    protected Layer() {}

    /** {@return the layer's result for {@code input}; recorded for gradients} */
    public abstract Tensor forward(Tensor input);
}
