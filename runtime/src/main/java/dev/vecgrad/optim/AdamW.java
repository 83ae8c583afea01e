package dev.vecgrad.optim;

import dev.vecgrad.Tensor;
import java.util.List;

/** {@link Adam} whose weight decay shrinks the parameters themselves. Loshchilov and Hutter 2017, arXiv:1711.05101. */
public final class AdamW extends Adam {
    /** An optimiser with the default choices. */
    public AdamW(List<? extends Tensor> parameters) {
        this(parameters, options());
    }

    /** An optimiser with choices; weight decay is decoupled whatever they say. */
    public AdamW(List<? extends Tensor> parameters, AdamOptions options) {
        super(parameters, options.decoupledWeightDecay(true));
    }

    /** {@return those of Adam with a decoupled weight decay of 0.01} */
    public static AdamOptions options() {
        return Adam.options().weightDecay(0.01).decoupledWeightDecay(true);
    }
}
