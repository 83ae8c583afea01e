package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.ops.LossReduction;
import org.jspecify.annotations.Nullable;

/**
 * Choices of binary cross entropy of probabilities.
 *
 * @param weight a factor for each element, which broadcasts; null for none
 * @param reduction what becomes of the losses
 */
public record BCEOptions(@Nullable Tensor weight, LossReduction reduction) {
    /** {@return the same with a factor for each element; none at first} */
    public BCEOptions weight(@Nullable Tensor newWeight) {
        return new BCEOptions(newWeight, reduction);
    }

    /** {@return the same with another reduction; the mean at first} */
    public BCEOptions reduction(LossReduction newReduction) {
        return new BCEOptions(weight, newReduction);
    }
}
