package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** A module that says how far a result is from what it should be. */
public abstract class Loss extends Module {
    /** A loss that holds nothing yet. */
    protected Loss() {}

    /** {@return the same as {@link #forward}, with the hooks that were registered; what PyTorch's {@code loss(input, target)} is} */
    public final Tensor call(Tensor input, Tensor target) {
        return call(in -> forward(in.get(0), in.get(1)), input, target);
    }

    /** {@return how far {@code input} is from {@code target}; recorded for gradients} */
    public abstract Tensor forward(Tensor input, Tensor target);
}
