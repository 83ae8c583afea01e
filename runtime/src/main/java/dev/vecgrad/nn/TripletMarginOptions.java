package dev.vecgrad.nn;

import dev.vecgrad.ops.LossReduction;

/**
 * Choices of {@link TripletMarginLoss}.
 *
 * @param margin by how much the negative must be farther
 * @param p the norm
 * @param eps what is added to each difference
 * @param swap whether the negative's distance to the positive counts where it is less
 * @param reduction what becomes of the losses
 */
public record TripletMarginOptions(double margin, double p, double eps, boolean swap, LossReduction reduction) {
    /** {@return the same with another margin; 1 at first} */
    public TripletMarginOptions margin(double newMargin) {
        return new TripletMarginOptions(newMargin, p, eps, swap, reduction);
    }

    /** {@return the same with another norm; 2 at first} */
    public TripletMarginOptions p(double newP) {
        return new TripletMarginOptions(margin, newP, eps, swap, reduction);
    }

    /** {@return the same with another eps; 1e-6 at first} */
    public TripletMarginOptions eps(double newEps) {
        return new TripletMarginOptions(margin, p, newEps, swap, reduction);
    }

    /** {@return the same with or without the swap; without at first} */
    public TripletMarginOptions swap(boolean newSwap) {
        return new TripletMarginOptions(margin, p, eps, newSwap, reduction);
    }

    /** {@return the same with another reduction; the mean at first} */
    public TripletMarginOptions reduction(LossReduction newReduction) {
        return new TripletMarginOptions(margin, p, eps, swap, newReduction);
    }
}
