package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** x if positive, else alpha (exp(x) - 1). Clevert et al. 2015, arXiv:1511.07289. */
public final class ELU extends Layer {
    private final double alpha;

    /** The layer with alpha 1. */
    public ELU() {
        this(1);
    }

    /** The layer with alpha {@code alpha}. */
    public ELU(double alpha) {
        this.alpha = alpha;
    }

    @Override
    public Tensor forward(Tensor input) {
        return input.elu(alpha);
    }

    @Override
    protected String extraText() {
        return "alpha=" + Texts.number(alpha);
    }
}
