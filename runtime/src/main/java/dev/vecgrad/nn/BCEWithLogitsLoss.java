package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.ops.LossReduction;

/**
 * {@link Losses#binaryCrossEntropyWithLogits(Tensor, Tensor, BCEWithLogitsOptions)} as a module; the weights are buffers.
 */
public final class BCEWithLogitsLoss extends Loss {
    private final BCEWithLogitsOptions options;

    /** The loss with the default choices. */
    public BCEWithLogitsLoss() {
        this(options());
    }

    /** The loss with choices. */
    public BCEWithLogitsLoss(BCEWithLogitsOptions options) {
        this.options = options.weight(optionalBuffer("weight", options.weight()))
                .posWeight(optionalBuffer("pos_weight", options.posWeight()));
    }

    /** {@return no weights, the mean} */
    public static BCEWithLogitsOptions options() {
        return new BCEWithLogitsOptions(null, null, LossReduction.MEAN);
    }

    @Override
    public Tensor forward(Tensor input, Tensor target) {
        return Losses.binaryCrossEntropyWithLogits(input, target, options);
    }
}
