package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** x limited to [0, 6]. */
public final class ReLU6 extends Activation {
    /** The layer; its input stays as it is. */
    public ReLU6() {
        this(false);
    }

    /** The layer, which may write over its input. */
    public ReLU6(boolean inplace) {
        super(inplace);
    }

    @Override
    Tensor apply(Tensor input) {
        return input.relu6();
    }

    @Override
    Tensor applyInPlace(Tensor input) {
        return input.relu6_();
    }
}
