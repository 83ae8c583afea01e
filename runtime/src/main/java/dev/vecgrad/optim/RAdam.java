package dev.vecgrad.optim;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Value;
import dev.vecgrad.ops.AdaptiveSteps;
import java.util.List;

/**
 * {@link Adam} that warms up by itself: while the mean squared gradient is unsure, it does not divide by it. Liu et al. 2019,
 * arXiv:1908.03265.
 */
public final class RAdam extends Optimizer<RAdamOptions> {
    /** An optimiser with the default choices. */
    public RAdam(List<? extends Tensor> parameters) {
        this(parameters, options());
    }

    /** An optimiser with choices. */
    public RAdam(List<? extends Tensor> parameters, RAdamOptions options) {
        super(parameters, options);
    }

    /** {@return lr 1e-3, betas 0.9 and 0.999, eps 1e-8, no weight decay, descending} */
    public static RAdamOptions options() {
        return new RAdamOptions(1e-3, 0.9, 0.999, 1e-8, 0, false, false);
    }

    @Override
    void update(ParameterGroup<RAdamOptions> group, Value parameter, Value gradient, ParameterState state) {
        RAdamOptions options = group.options();
        AdaptiveSteps.radam(
                new AdaptiveSteps.Decays(
                        options.maximize(), options.weightDecay() != 0, options.decoupledWeightDecay()),
                parameter,
                gradient,
                new Value[] {state.zerosAtFirst("exp_avg", parameter), state.zerosAtFirst("exp_avg_sq", parameter)},
                group.cell("lr"),
                group.cell("beta1"),
                group.cell("beta2"),
                group.cell("eps"),
                group.cell("weight_decay"),
                state.nextStep());
    }
}
