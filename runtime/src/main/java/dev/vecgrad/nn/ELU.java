package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** x if positive, else alpha (exp(x) - 1). Clevert et al. 2015, arXiv:1511.07289. */
public final class ELU extends Activation {
    private final double alpha;

    /** The layer with alpha 1. */
    public ELU() {
        this(1);
    }

    /** The layer with choices; its input stays as it is. */
    public ELU(double alpha) {
        this(alpha, false);
    }

    /** The layer with choices, which may write over its input. */
    public ELU(double alpha, boolean inplace) {
        super(inplace);
        this.alpha = alpha;
    }

    @Override
    Tensor apply(Tensor input) {
        return input.elu(alpha);
    }

    @Override
    Tensor applyInPlace(Tensor input) {
        return input.elu_(alpha);
    }

    @Override
    String settings() {
        return "alpha=" + Texts.number(alpha);
    }
}
