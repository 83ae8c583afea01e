package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** The self-normalising ELU. Klambauer et al. 2017, arXiv:1706.02515. */
public final class SELU extends Activation {
    /** The layer; its input stays as it is. */
    public SELU() {
        this(false);
    }

    /** The layer, which may write over its input. */
    public SELU(boolean inplace) {
        super(inplace);
    }

    @Override
    Tensor apply(Tensor input) {
        return input.selu();
    }

    @Override
    Tensor applyInPlace(Tensor input) {
        return input.selu_();
    }
}
