package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** x limited to [min, max]; the gradient is 0 on the bounds. */
public final class Hardtanh extends Activation {
    private final double min;
    private final double max;

    /** The layer with bounds -1 and 1. */
    public Hardtanh() {
        this(-1, 1);
    }

    /** The layer with choices; its input stays as it is. */
    public Hardtanh(double min, double max) {
        this(min, max, false);
    }

    /** The layer with choices, which may write over its input. */
    public Hardtanh(double min, double max, boolean inplace) {
        super(inplace);
        if (!(max > min)) {
            throw new IllegalArgumentException(
                    "hardtanh: max_val (" + max + ") must be greater than min_val (" + min + ")");
        }
        this.min = min;
        this.max = max;
    }

    @Override
    Tensor apply(Tensor input) {
        return input.hardtanh(min, max);
    }

    @Override
    Tensor applyInPlace(Tensor input) {
        return input.hardtanh_(min, max);
    }

    @Override
    String settings() {
        return "min_val=" + Texts.number(min) + ", max_val=" + Texts.number(max);
    }
}
