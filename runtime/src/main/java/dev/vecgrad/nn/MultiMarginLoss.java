package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.ops.LossReduction;

/** {@link Losses#multiMarginLoss(Tensor, Tensor, MultiMarginOptions)} as a module; the weights are a buffer. */
public final class MultiMarginLoss extends Loss {
    private final MultiMarginOptions options;

    /** The loss with the default choices. */
    public MultiMarginLoss() {
        this(options());
    }

    /** The loss with choices. */
    public MultiMarginLoss(MultiMarginOptions options) {
        this.options = options.weight(optionalBuffer("weight", options.weight()));
    }

    /** {@return power 1, margin 1, no weights, the mean} */
    public static MultiMarginOptions options() {
        return new MultiMarginOptions(1, 1, null, LossReduction.MEAN);
    }

    @Override
    public Tensor forward(Tensor input, Tensor target) {
        return Losses.multiMarginLoss(input, target, options);
    }
}
