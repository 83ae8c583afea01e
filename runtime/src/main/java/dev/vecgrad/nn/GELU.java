package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** x times the normal distribution's share below x. Hendrycks and Gimpel 2016, arXiv:1606.08415. */
public final class GELU extends Layer {
    /** How the normal distribution is computed. */
    public enum Approximate {
        /** By the error function. */
        NONE,
        /** By a formula with tanh. */
        TANH
    }

    private final Approximate approximate;

    /** The layer by the error function. */
    public GELU() {
        this(Approximate.NONE);
    }

    /** The layer with a choice. */
    public GELU(Approximate approximate) {
        this.approximate = approximate;
    }

    @Override
    public Tensor forward(Tensor input) {
        return switch (approximate) {
            case NONE -> input.gelu();
            case TANH -> input.geluTanh();
        };
    }

    @Override
    protected String extraText() {
        return switch (approximate) {
            case NONE -> "approximate='none'";
            case TANH -> "approximate='tanh'";
        };
    }
}
