package dev.vecgrad.nn;

import dev.vecgrad.ops.LossReduction;

/**
 * Choices of a loss with a margin.
 *
 * @param margin the distance that is asked for
 * @param reduction what becomes of the losses
 */
public record MarginOptions(double margin, LossReduction reduction) {
    /** {@return the same with another margin} */
    public MarginOptions margin(double newMargin) {
        return new MarginOptions(newMargin, reduction);
    }

    /** {@return the same with another reduction; the mean at first} */
    public MarginOptions reduction(LossReduction newReduction) {
        return new MarginOptions(margin, newReduction);
    }
}
