package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Generator;

/**
 * x if positive, else x times a slope: drawn for each element in training, otherwise the mean of the bounds. Xu et al. 2015,
 * arXiv:1505.00853. Draws from the global generator.
 */
public final class RReLU extends Activation {
    private final double lower;
    private final double upper;

    /** The layer with slopes from 1/8 to 1/3. */
    public RReLU() {
        this(1.0 / 8, 1.0 / 3);
    }

    /** The layer with slopes in [lower, upper); its input stays as it is. */
    public RReLU(double lower, double upper) {
        this(lower, upper, false);
    }

    /** The layer with slopes in [lower, upper), which may write over its input. */
    public RReLU(double lower, double upper, boolean inplace) {
        super(inplace);
        this.lower = lower;
        this.upper = upper;
    }

    @Override
    Tensor apply(Tensor input) {
        return input.rrelu(lower, upper, isTraining(), Generator.global());
    }

    @Override
    Tensor applyInPlace(Tensor input) {
        return input.rrelu_(lower, upper, isTraining(), Generator.global());
    }

    @Override
    String settings() {
        return "lower=" + Texts.number(lower) + ", upper=" + Texts.number(upper);
    }
}
