package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.ops.LossReduction;

/** {@link Losses#tripletMarginLoss(Tensor, Tensor, Tensor, TripletMarginOptions)} as a module. */
public final class TripletMarginLoss extends Module {
    private final TripletMarginOptions options;

    /** The loss with the default choices. */
    public TripletMarginLoss() {
        this(options());
    }

    /** The loss with choices. */
    public TripletMarginLoss(TripletMarginOptions options) {
        this.options = options;
    }

    /** {@return margin 1, the 2-norm, eps 1e-6, no swap, the mean} */
    public static TripletMarginOptions options() {
        return new TripletMarginOptions(1, 2, 1e-6, false, LossReduction.MEAN);
    }

    /** {@return the loss; recorded for gradients} */
    public Tensor forward(Tensor anchor, Tensor positive, Tensor negative) {
        return Losses.tripletMarginLoss(anchor, positive, negative, options);
    }
}
