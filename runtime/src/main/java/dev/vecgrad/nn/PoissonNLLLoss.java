package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.ops.LossReduction;

/** {@link Losses#poissonNllLoss(Tensor, Tensor, PoissonNLLOptions)} as a module. */
public final class PoissonNLLLoss extends Loss {
    private final PoissonNLLOptions options;

    /** The loss with the default choices. */
    public PoissonNLLLoss() {
        this(options());
    }

    /** The loss with choices. */
    public PoissonNLLLoss(PoissonNLLOptions options) {
        this.options = options;
    }

    /** {@return an input that is a logarithm, without the term of the target alone, eps 1e-8, the mean} */
    public static PoissonNLLOptions options() {
        return new PoissonNLLOptions(true, false, 1e-8, LossReduction.MEAN);
    }

    @Override
    public Tensor forward(Tensor input, Tensor target) {
        return Losses.poissonNllLoss(input, target, options);
    }
}
