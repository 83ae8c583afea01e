package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.ops.LossReduction;
import org.jspecify.annotations.Nullable;

/**
 * Choices of the negative log likelihood.
 *
 * @param weight a factor for each class; null for none
 * @param ignoreIndex the class number of samples that do not count
 * @param reduction what becomes of the samples' losses
 */
public record NLLOptions(@Nullable Tensor weight, long ignoreIndex, LossReduction reduction) {
    /** {@return the same with a factor for each class; none at first} */
    public NLLOptions weight(@Nullable Tensor newWeight) {
        return new NLLOptions(newWeight, ignoreIndex, reduction);
    }

    /** {@return the same with another number that does not count; -100 at first} */
    public NLLOptions ignoreIndex(long newIgnoreIndex) {
        return new NLLOptions(weight, newIgnoreIndex, reduction);
    }

    /** {@return the same with another reduction; the mean at first} */
    public NLLOptions reduction(LossReduction newReduction) {
        return new NLLOptions(weight, ignoreIndex, newReduction);
    }
}
