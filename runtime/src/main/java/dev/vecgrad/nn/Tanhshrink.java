package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** x - tanh(x). */
public final class Tanhshrink extends Layer {
    /** The layer. */
    public Tanhshrink() {}

    @Override
    public Tensor forward(Tensor input) {
        return input.tanhshrink();
    }
}
