package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** x nearer to 0 by lambda, 0 if it is within lambda. */
public final class Softshrink extends Layer {
    private final double lambda;

    /** The layer with lambda 0.5. */
    public Softshrink() {
        this(0.5);
    }

    /** The layer with choices. */
    public Softshrink(double lambda) {
        this.lambda = lambda;
    }

    @Override
    public Tensor forward(Tensor input) {
        return input.softshrink(lambda);
    }

    @Override
    protected String extraText() {
        return Texts.number(lambda);
    }
}
