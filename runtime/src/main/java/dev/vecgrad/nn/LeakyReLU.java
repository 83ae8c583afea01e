package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** x if positive, else slope x. */
public final class LeakyReLU extends Activation {
    private final double slope;

    /** The layer with slope 0.01. */
    public LeakyReLU() {
        this(0.01);
    }

    /** The layer with choices; its input stays as it is. */
    public LeakyReLU(double slope) {
        this(slope, false);
    }

    /** The layer with choices, which may write over its input. */
    public LeakyReLU(double slope, boolean inplace) {
        super(inplace);
        this.slope = slope;
    }

    @Override
    Tensor apply(Tensor input) {
        return input.leakyRelu(slope);
    }

    @Override
    Tensor applyInPlace(Tensor input) {
        return input.leakyRelu_(slope);
    }

    @Override
    String settings() {
        return "negative_slope=" + Texts.number(slope);
    }
}
