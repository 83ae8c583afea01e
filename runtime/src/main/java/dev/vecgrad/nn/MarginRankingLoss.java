package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.ops.LossReduction;

/** {@link Losses#marginRankingLoss(Tensor, Tensor, Tensor, MarginOptions)} as a module. */
public final class MarginRankingLoss extends Module {
    private final MarginOptions options;

    /** The loss with the default choices. */
    public MarginRankingLoss() {
        this(options());
    }

    /** The loss with choices. */
    public MarginRankingLoss(MarginOptions options) {
        this.options = options;
    }

    /** {@return margin 0, the mean} */
    public static MarginOptions options() {
        return new MarginOptions(0, LossReduction.MEAN);
    }

    /** {@return the loss; recorded for gradients} */
    public Tensor forward(Tensor input1, Tensor input2, Tensor target) {
        return Losses.marginRankingLoss(input1, input2, target, options);
    }
}
