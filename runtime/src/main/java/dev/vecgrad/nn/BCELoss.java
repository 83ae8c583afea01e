package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.ops.LossReduction;

/** {@link Losses#binaryCrossEntropy(Tensor, Tensor, BCEOptions)} as a module; the weights are a buffer. */
public final class BCELoss extends Loss {
    private final BCEOptions options;

    /** The loss with the default choices. */
    public BCELoss() {
        this(options());
    }

    /** The loss with choices. */
    public BCELoss(BCEOptions options) {
        this.options = options.weight(optionalBuffer("weight", options.weight()));
    }

    /** {@return no weights, the mean} */
    public static BCEOptions options() {
        return new BCEOptions(null, LossReduction.MEAN);
    }

    @Override
    public Tensor forward(Tensor input, Tensor target) {
        return Losses.binaryCrossEntropy(input, target, options);
    }
}
