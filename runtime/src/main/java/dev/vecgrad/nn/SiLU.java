package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** x sigmoid(x). Elfwing et al. 2017, arXiv:1702.03118. */
public final class SiLU extends Activation {
    /** The layer; its input stays as it is. */
    public SiLU() {
        this(false);
    }

    /** The layer, which may write over its input. */
    public SiLU(boolean inplace) {
        super(inplace);
    }

    @Override
    Tensor apply(Tensor input) {
        return input.silu();
    }

    @Override
    Tensor applyInPlace(Tensor input) {
        return input.silu_();
    }
}
