package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** max(x, 0). */
public final class ReLU extends Layer {
    /** The layer. */
    public ReLU() {}

    @Override
    public Tensor forward(Tensor input) {
        return input.relu();
    }
}
