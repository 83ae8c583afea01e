package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.ops.LossReduction;

/** {@link Losses#mseLoss(Tensor, Tensor, LossReduction)} as a module. */
public final class MSELoss extends Loss {
    private final LossReduction reduction;

    /** The mean of the squared differences. */
    public MSELoss() {
        this(LossReduction.MEAN);
    }

    /** The squared differences, reduced. */
    public MSELoss(LossReduction reduction) {
        this.reduction = reduction;
    }

    @Override
    public Tensor forward(Tensor input, Tensor target) {
        return Losses.mseLoss(input, target, reduction);
    }
}
