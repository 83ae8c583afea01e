package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.ops.LossReduction;

/** {@link Losses#l1Loss(Tensor, Tensor, LossReduction)} as a module. */
public final class L1Loss extends Loss {
    private final LossReduction reduction;

    /** The mean loss. */
    public L1Loss() {
        this(LossReduction.MEAN);
    }

    /** The loss, reduced. */
    public L1Loss(LossReduction reduction) {
        this.reduction = reduction;
    }

    @Override
    public Tensor forward(Tensor input, Tensor target) {
        return Losses.l1Loss(input, target, reduction);
    }
}
