package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.DType;

/**
 * x if positive, else a learnt slope times x: one slope, or one for each channel, which dim 1 counts. He et al. 2015, arXiv:1502.01852.
 *
 * <p>Weight decay would pull the slopes to 0; keep them in a group without it.
 */
public final class PReLU extends Layer {
    private final long parameters;
    private final Parameter weight;

    /** One slope, 0.25 at first, in float32. */
    public PReLU() {
        this(1, 0.25, DType.FLOAT32);
    }

    /** Slopes for {@code parameters} channels, {@code first} at first, in float32. */
    public PReLU(long parameters, double first) {
        this(parameters, first, DType.FLOAT32);
    }

    /** Slopes for {@code parameters} channels, {@code first} at first. */
    public PReLU(long parameters, double first, DType dtype) {
        this.parameters = parameters;
        this.weight = register("weight", Parameter.empty(dtype, parameters));
        Init.constant_(weight, first);
    }

    @Override
    public Tensor forward(Tensor input) {
        return input.prelu(weight);
    }

    /** {@return the slopes, [parameters]} */
    public Parameter weight() {
        return weight;
    }

    @Override
    protected String extraText() {
        return "num_parameters=" + parameters;
    }
}
