package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.ops.LossReduction;
import org.jspecify.annotations.Nullable;

/**
 * Choices of binary cross entropy of logits.
 *
 * @param weight a factor for each element, which broadcasts; null for none
 * @param posWeight a factor for the positive part, which broadcasts; null for none
 * @param reduction what becomes of the elements' losses
 */
public record BCEWithLogitsOptions(
        @Nullable Tensor weight, @Nullable Tensor posWeight, LossReduction reduction) {
    /** {@return the same with a factor for each element; none at first} */
    public BCEWithLogitsOptions weight(@Nullable Tensor newWeight) {
        return new BCEWithLogitsOptions(newWeight, posWeight, reduction);
    }

    /** {@return the same with a factor for the positive part; none at first} */
    public BCEWithLogitsOptions posWeight(@Nullable Tensor newPosWeight) {
        return new BCEWithLogitsOptions(weight, newPosWeight, reduction);
    }

    /** {@return the same with another reduction; the mean at first} */
    public BCEWithLogitsOptions reduction(LossReduction newReduction) {
        return new BCEWithLogitsOptions(weight, posWeight, newReduction);
    }
}
