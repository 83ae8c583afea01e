package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** x if positive, else slope x. */
public final class LeakyReLU extends Layer {
    private final double slope;

    /** The layer with slope 0.01. */
    public LeakyReLU() {
        this(0.01);
    }

    /** The layer with slope {@code slope}. */
    public LeakyReLU(double slope) {
        this.slope = slope;
    }

    @Override
    public Tensor forward(Tensor input) {
        return input.leakyRelu(slope);
    }

    @Override
    protected String extraText() {
        return "negative_slope=" + Texts.number(slope);
    }
}
