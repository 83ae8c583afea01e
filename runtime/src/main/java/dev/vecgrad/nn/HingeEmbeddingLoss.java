package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.ops.LossReduction;

/** {@link Losses#hingeEmbeddingLoss(Tensor, Tensor, MarginOptions)} as a module. */
public final class HingeEmbeddingLoss extends Loss {
    private final MarginOptions options;

    /** The loss with the default choices. */
    public HingeEmbeddingLoss() {
        this(options());
    }

    /** The loss with choices. */
    public HingeEmbeddingLoss(MarginOptions options) {
        this.options = options;
    }

    /** {@return margin 1, the mean} */
    public static MarginOptions options() {
        return new MarginOptions(1, LossReduction.MEAN);
    }

    @Override
    public Tensor forward(Tensor input, Tensor target) {
        return Losses.hingeEmbeddingLoss(input, target, options);
    }
}
