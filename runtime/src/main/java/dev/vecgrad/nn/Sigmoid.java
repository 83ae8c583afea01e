package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** 1 / (1 + exp(-x)). */
public final class Sigmoid extends Layer {
    /** The layer. */
    public Sigmoid() {}

    @Override
    public Tensor forward(Tensor input) {
        return input.sigmoid();
    }
}
