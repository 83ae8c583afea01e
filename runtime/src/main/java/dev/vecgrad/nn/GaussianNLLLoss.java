package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.ops.LossReduction;

/** {@link Losses#gaussianNllLoss(Tensor, Tensor, Tensor, GaussianNLLOptions)} as a module. */
public final class GaussianNLLLoss extends Module {
    private final GaussianNLLOptions options;

    /** The loss with the default choices. */
    public GaussianNLLLoss() {
        this(options());
    }

    /** The loss with choices. */
    public GaussianNLLLoss(GaussianNLLOptions options) {
        this.options = options;
    }

    /** {@return without the constant, least variance 1e-6, the mean} */
    public static GaussianNLLOptions options() {
        return new GaussianNLLOptions(false, 1e-6, LossReduction.MEAN);
    }

    /** {@return the loss; recorded for gradients} */
    public Tensor forward(Tensor input, Tensor target, Tensor variance) {
        return Losses.gaussianNllLoss(input, target, variance, options);
    }
}
