package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.ops.LossReduction;

/** {@link Losses#softMarginLoss(Tensor, Tensor, LossReduction)} as a module. */
public final class SoftMarginLoss extends Loss {
    private final LossReduction reduction;

    /** The mean loss. */
    public SoftMarginLoss() {
        this(LossReduction.MEAN);
    }

    /** The loss, reduced. */
    public SoftMarginLoss(LossReduction reduction) {
        this.reduction = reduction;
    }

    @Override
    public Tensor forward(Tensor input, Tensor target) {
        return Losses.softMarginLoss(input, target, reduction);
    }
}
