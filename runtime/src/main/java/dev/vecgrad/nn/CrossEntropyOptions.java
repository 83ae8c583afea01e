package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.ops.LossReduction;
import org.jspecify.annotations.Nullable;

/**
 * Choices of cross entropy.
 *
 * @param weight a factor for each class; null for none
 * @param ignoreIndex the class number of samples that do not count
 * @param reduction what becomes of the samples' losses
 * @param labelSmoothing the share of a uniform distribution in the target, from 0 to 1
 */
public record CrossEntropyOptions(
        @Nullable Tensor weight, long ignoreIndex, LossReduction reduction, double labelSmoothing) {
    /** {@return the same with a factor for each class; none at first} */
    public CrossEntropyOptions weight(@Nullable Tensor newWeight) {
        return new CrossEntropyOptions(newWeight, ignoreIndex, reduction, labelSmoothing);
    }

    /** {@return the same with another number that does not count; -100 at first} */
    public CrossEntropyOptions ignoreIndex(long newIgnoreIndex) {
        return new CrossEntropyOptions(weight, newIgnoreIndex, reduction, labelSmoothing);
    }

    /** {@return the same with another reduction; the mean at first} */
    public CrossEntropyOptions reduction(LossReduction newReduction) {
        return new CrossEntropyOptions(weight, ignoreIndex, newReduction, labelSmoothing);
    }

    /** {@return the same with another smoothing; 0 at first} */
    public CrossEntropyOptions labelSmoothing(double newLabelSmoothing) {
        return new CrossEntropyOptions(weight, ignoreIndex, reduction, newLabelSmoothing);
    }
}
