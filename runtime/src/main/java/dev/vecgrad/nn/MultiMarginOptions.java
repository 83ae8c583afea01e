package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.ops.LossReduction;
import org.jspecify.annotations.Nullable;

/**
 * Choices of {@link MultiMarginLoss}.
 *
 * @param p the power, 1 or 2
 * @param margin by how much the right class must be ahead
 * @param weight a factor for each class; null for none
 * @param reduction what becomes of the losses
 */
public record MultiMarginOptions(
        int p, double margin, @Nullable Tensor weight, LossReduction reduction) {
    /** {@return the same with another power; 1 at first} */
    public MultiMarginOptions p(int newP) {
        return new MultiMarginOptions(newP, margin, weight, reduction);
    }

    /** {@return the same with another margin; 1 at first} */
    public MultiMarginOptions margin(double newMargin) {
        return new MultiMarginOptions(p, newMargin, weight, reduction);
    }

    /** {@return the same with a factor for each class; none at first} */
    public MultiMarginOptions weight(@Nullable Tensor newWeight) {
        return new MultiMarginOptions(p, margin, newWeight, reduction);
    }

    /** {@return the same with another reduction; the mean at first} */
    public MultiMarginOptions reduction(LossReduction newReduction) {
        return new MultiMarginOptions(p, margin, weight, newReduction);
    }
}
