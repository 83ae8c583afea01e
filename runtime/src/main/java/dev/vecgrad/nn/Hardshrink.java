package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** x if |x| is above lambda, else 0. */
public final class Hardshrink extends Layer {
    private final double lambda;

    /** The layer with lambda 0.5. */
    public Hardshrink() {
        this(0.5);
    }

    /** The layer with choices. */
    public Hardshrink(double lambda) {
        this.lambda = lambda;
    }

    @Override
    public Tensor forward(Tensor input) {
        return input.hardshrink(lambda);
    }

    @Override
    protected String extraText() {
        return Texts.number(lambda);
    }
}
