package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.ops.LossReduction;

/** {@link Losses#multilabelMarginLoss(Tensor, Tensor, LossReduction)} as a module. */
public final class MultiLabelMarginLoss extends Loss {
    private final LossReduction reduction;

    /** The mean loss. */
    public MultiLabelMarginLoss() {
        this(LossReduction.MEAN);
    }

    /** The loss, reduced. */
    public MultiLabelMarginLoss(LossReduction reduction) {
        this.reduction = reduction;
    }

    @Override
    public Tensor forward(Tensor input, Tensor target) {
        return Losses.multilabelMarginLoss(input, target, reduction);
    }
}
