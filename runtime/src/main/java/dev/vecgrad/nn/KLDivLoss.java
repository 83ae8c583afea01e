package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** {@link Losses#klDiv(Tensor, Tensor, KLDivOptions)} as a module. */
public final class KLDivLoss extends Loss {
    /** What becomes of the losses of single elements. */
    public enum Reduction {
        /** They are the result. */
        NONE,
        /** Their mean over all elements, which is not the divergence's. */
        MEAN,
        /** Their sum. */
        SUM,
        /** Their sum divided by the size of dim 0: the mean divergence. */
        BATCHMEAN
    }

    private final KLDivOptions options;

    /** The loss with the default choices. */
    public KLDivLoss() {
        this(options());
    }

    /** The loss with choices. */
    public KLDivLoss(KLDivOptions options) {
        this.options = options;
    }

    /** {@return the mean over all elements, a target of probabilities} */
    public static KLDivOptions options() {
        return new KLDivOptions(Reduction.MEAN, false);
    }

    @Override
    public Tensor forward(Tensor input, Tensor target) {
        return Losses.klDiv(input, target, options);
    }
}
