package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.ops.LossReduction;

/** {@link Losses#nllLoss(Tensor, Tensor, NLLOptions)} as a module; the classes' weights are a buffer. */
public final class NLLLoss extends Loss {
    private final NLLOptions options;

    /** The loss with the default choices. */
    public NLLLoss() {
        this(options());
    }

    /** The loss with choices. */
    public NLLLoss(NLLOptions options) {
        this.options = options.weight(optionalBuffer("weight", options.weight()));
    }

    /** {@return no weights, ignoring -100, the mean} */
    public static NLLOptions options() {
        return new NLLOptions(null, -100, LossReduction.MEAN);
    }

    @Override
    public Tensor forward(Tensor input, Tensor target) {
        return Losses.nllLoss(input, target, options);
    }
}
