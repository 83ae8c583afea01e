package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** x tanh(softplus(x)). Misra 2019, arXiv:1908.08681. */
public final class Mish extends Activation {
    /** The layer; its input stays as it is. */
    public Mish() {
        this(false);
    }

    /** The layer, which may write over its input. */
    public Mish(boolean inplace) {
        super(inplace);
    }

    @Override
    Tensor apply(Tensor input) {
        return input.mish();
    }

    @Override
    Tensor applyInPlace(Tensor input) {
        return input.mish_();
    }
}
