package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** x if positive, else alpha (exp(x / alpha) - 1). Barron 2017, arXiv:1704.07483. */
public final class CELU extends Activation {
    private final double alpha;

    /** The layer with alpha 1. */
    public CELU() {
        this(1);
    }

    /** The layer with choices; its input stays as it is. */
    public CELU(double alpha) {
        this(alpha, false);
    }

    /** The layer with choices, which may write over its input. */
    public CELU(double alpha, boolean inplace) {
        super(inplace);
        this.alpha = alpha;
    }

    @Override
    Tensor apply(Tensor input) {
        return input.celu(alpha);
    }

    @Override
    Tensor applyInPlace(Tensor input) {
        return input.celu_(alpha);
    }

    @Override
    String settings() {
        return "alpha=" + Texts.number(alpha);
    }
}
