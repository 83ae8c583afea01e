package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.ops.LossReduction;
import org.jspecify.annotations.Nullable;

/**
 * Choices of {@link MultiLabelSoftMarginLoss}.
 *
 * @param weight a factor for each class; null for none
 * @param reduction what becomes of the losses
 */
public record MultiLabelSoftMarginOptions(@Nullable Tensor weight, LossReduction reduction) {
    /** {@return the same with a factor for each class; none at first} */
    public MultiLabelSoftMarginOptions weight(@Nullable Tensor newWeight) {
        return new MultiLabelSoftMarginOptions(newWeight, reduction);
    }

    /** {@return the same with another reduction; the mean at first} */
    public MultiLabelSoftMarginOptions reduction(LossReduction newReduction) {
        return new MultiLabelSoftMarginOptions(weight, newReduction);
    }
}
