package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.ops.LossReduction;

/** {@link Losses#crossEntropy(Tensor, Tensor, CrossEntropyOptions)} as a module; the classes' weights are a buffer. */
public final class CrossEntropyLoss extends Loss {
    private final CrossEntropyOptions options;

    /** The loss with the default choices. */
    public CrossEntropyLoss() {
        this(options());
    }

    /** The loss with choices. */
    public CrossEntropyLoss(CrossEntropyOptions options) {
        this.options = options.weight(optionalBuffer("weight", options.weight()));
    }

    /** {@return no weights, ignoring -100, the mean, no smoothing} */
    public static CrossEntropyOptions options() {
        return new CrossEntropyOptions(null, -100, LossReduction.MEAN, 0);
    }

    @Override
    public Tensor forward(Tensor input, Tensor target) {
        return Losses.crossEntropy(input, target, options);
    }
}
