package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.ops.LossReduction;
import java.util.function.BinaryOperator;

/**
 * Choices of {@link TripletMarginWithDistanceLoss}.
 *
 * @param distance the distance of two tensors
 * @param margin by how much the negative must be farther
 * @param swap whether the negative's distance to the positive counts where it is less
 * @param reduction what becomes of the losses
 */
public record TripletMarginWithDistanceOptions(
        BinaryOperator<Tensor> distance, double margin, boolean swap, LossReduction reduction) {
    /** {@return the same with another distance; the Euclidean one at first} */
    public TripletMarginWithDistanceOptions distance(BinaryOperator<Tensor> newDistance) {
        return new TripletMarginWithDistanceOptions(newDistance, margin, swap, reduction);
    }

    /** {@return the same with another margin; 1 at first} */
    public TripletMarginWithDistanceOptions margin(double newMargin) {
        return new TripletMarginWithDistanceOptions(distance, newMargin, swap, reduction);
    }

    /** {@return the same with or without the swap; without at first} */
    public TripletMarginWithDistanceOptions swap(boolean newSwap) {
        return new TripletMarginWithDistanceOptions(distance, margin, newSwap, reduction);
    }

    /** {@return the same with another reduction; the mean at first} */
    public TripletMarginWithDistanceOptions reduction(LossReduction newReduction) {
        return new TripletMarginWithDistanceOptions(distance, margin, swap, newReduction);
    }
}
