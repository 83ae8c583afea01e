package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** A module that makes one tensor out of one tensor. */
public abstract class Layer extends Module {
    /** A layer that holds nothing yet. */
    protected Layer() {}

    /** {@return the layer's result for {@code input}, with the hooks that were registered; what PyTorch's {@code layer(input)} is} */
    public final Tensor call(Tensor input) {
        return call(in -> forward(in.getFirst()), input);
    }

    /** {@return the layer's result for {@code input}; recorded for gradients} */
    public abstract Tensor forward(Tensor input);
}
