package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** max(x, 0). */
public final class ReLU extends Activation {
    /** The layer; its input stays as it is. */
    public ReLU() {
        this(false);
    }

    /** The layer, which may write over its input. */
    public ReLU(boolean inplace) {
        super(inplace);
    }

    @Override
    Tensor apply(Tensor input) {
        return input.relu();
    }

    @Override
    Tensor applyInPlace(Tensor input) {
        return input.relu_();
    }
}
