package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.ops.LossReduction;

/** {@link Losses#huberLoss(Tensor, Tensor, LossReduction, double)} as a module. */
public final class HuberLoss extends Loss {
    private final LossReduction reduction;
    private final double delta;

    /** The mean loss with delta 1. */
    public HuberLoss() {
        this(LossReduction.MEAN, 1);
    }

    /** The loss with choices. */
    public HuberLoss(LossReduction reduction, double delta) {
        this.reduction = reduction;
        this.delta = delta;
    }

    @Override
    public Tensor forward(Tensor input, Tensor target) {
        return Losses.huberLoss(input, target, reduction, delta);
    }
}
