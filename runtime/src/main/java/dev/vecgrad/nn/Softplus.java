package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** log(1 + exp(beta x)) / beta; x itself where beta x is above the threshold. */
public final class Softplus extends Layer {
    private final double beta;
    private final double threshold;

    /** The layer with beta 1 and threshold 20. */
    public Softplus() {
        this(1, 20);
    }

    /** The layer with choices. */
    public Softplus(double beta, double threshold) {
        this.beta = beta;
        this.threshold = threshold;
    }

    @Override
    public Tensor forward(Tensor input) {
        return input.softplus(beta, threshold);
    }

    @Override
    protected String extraText() {
        return "beta=" + Texts.number(beta) + ", threshold=" + Texts.number(threshold);
    }
}
