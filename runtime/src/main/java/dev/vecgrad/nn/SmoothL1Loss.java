package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.ops.LossReduction;

/** {@link Losses#smoothL1Loss(Tensor, Tensor, LossReduction, double)} as a module. */
public final class SmoothL1Loss extends Loss {
    private final LossReduction reduction;
    private final double beta;

    /** The mean loss with beta 1. */
    public SmoothL1Loss() {
        this(LossReduction.MEAN, 1);
    }

    /** The loss with choices. */
    public SmoothL1Loss(LossReduction reduction, double beta) {
        this.reduction = reduction;
        this.beta = beta;
    }

    @Override
    public Tensor forward(Tensor input, Tensor target) {
        return Losses.smoothL1Loss(input, target, reduction, beta);
    }
}
