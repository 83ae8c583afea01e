package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.ops.LossReduction;

/** {@link Losses#multilabelSoftMarginLoss(Tensor, Tensor, MultiLabelSoftMarginOptions)} as a module; the weights are a buffer. */
public final class MultiLabelSoftMarginLoss extends Loss {
    private final MultiLabelSoftMarginOptions options;

    /** The loss with the default choices. */
    public MultiLabelSoftMarginLoss() {
        this(options());
    }

    /** The loss with choices. */
    public MultiLabelSoftMarginLoss(MultiLabelSoftMarginOptions options) {
        this.options = options.weight(optionalBuffer("weight", options.weight()));
    }

    /** {@return no weights, the mean} */
    public static MultiLabelSoftMarginOptions options() {
        return new MultiLabelSoftMarginOptions(null, LossReduction.MEAN);
    }

    @Override
    public Tensor forward(Tensor input, Tensor target) {
        return Losses.multilabelSoftMarginLoss(input, target, options);
    }
}
