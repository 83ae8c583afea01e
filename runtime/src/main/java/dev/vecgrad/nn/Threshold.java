package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** x if above the threshold, else a number. */
public final class Threshold extends Activation {
    private final double threshold;
    private final double number;

    /** The layer with choices; its input stays as it is. */
    public Threshold(double threshold, double number) {
        this(threshold, number, false);
    }

    /** The layer with choices, which may write over its input. */
    public Threshold(double threshold, double number, boolean inplace) {
        super(inplace);
        this.threshold = threshold;
        this.number = number;
    }

    @Override
    Tensor apply(Tensor input) {
        return input.threshold(threshold, number);
    }

    @Override
    Tensor applyInPlace(Tensor input) {
        return input.threshold_(threshold, number);
    }

    @Override
    String settings() {
        return "threshold=" + Texts.number(threshold) + ", value=" + Texts.number(number);
    }
}
