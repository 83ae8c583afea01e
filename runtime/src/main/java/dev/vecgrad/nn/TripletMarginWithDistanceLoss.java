package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.ops.LossReduction;

/** {@link Losses#tripletMarginWithDistanceLoss(Tensor, Tensor, Tensor, TripletMarginWithDistanceOptions)} as a module. */
public final class TripletMarginWithDistanceLoss extends Module {
    private final TripletMarginWithDistanceOptions options;

    /** The loss with the default choices. */
    public TripletMarginWithDistanceLoss() {
        this(options());
    }

    /** The loss with choices. */
    public TripletMarginWithDistanceLoss(TripletMarginWithDistanceOptions options) {
        this.options = options;
    }

    /** {@return the Euclidean distance, margin 1, no swap, the mean} */
    public static TripletMarginWithDistanceOptions options() {
        return new TripletMarginWithDistanceOptions(Tensor::pairwiseDistance, 1, false, LossReduction.MEAN);
    }

    /** {@return the loss; recorded for gradients} */
    public Tensor forward(Tensor anchor, Tensor positive, Tensor negative) {
        return Losses.tripletMarginWithDistanceLoss(anchor, positive, negative, options);
    }
}
