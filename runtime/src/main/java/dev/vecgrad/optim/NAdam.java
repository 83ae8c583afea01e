package dev.vecgrad.optim;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Cell;
import dev.vecgrad.core.Value;
import dev.vecgrad.ops.AdaptiveSteps;
import java.util.List;

/**
 * {@link Adam} with Nesterov's momentum: a step looks one step ahead. Dozat 2016, "Incorporating Nesterov momentum into Adam".
 */
public final class NAdam extends Optimizer<NAdamOptions> {
    /** An optimiser with the default choices. */
    public NAdam(List<? extends Tensor> parameters) {
        this(parameters, options());
    }

    /** An optimiser with choices. */
    public NAdam(List<? extends Tensor> parameters, NAdamOptions options) {
        super(parameters, options);
    }

    /** {@return lr 2e-3, betas 0.9 and 0.999, eps 1e-8, no weight decay, momentum decay 4e-3, descending} */
    public static NAdamOptions options() {
        return new NAdamOptions(2e-3, 0.9, 0.999, 1e-8, 0, 4e-3, false, false);
    }

    @Override
    void update(ParameterGroup<NAdamOptions> group, Value parameter, Value gradient, ParameterState state) {
        NAdamOptions options = group.options();
        Cell step = state.nextStep();
        Cell product = state.number("mu_product", 1);
        ParameterState.change(product, () -> product.get() * momentum(group.options(), step.get()));
        AdaptiveSteps.nadam(
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
                group.cell("momentum_decay"),
                step,
                product);
    }

    private static double momentum(NAdamOptions options, double step) {
        return options.beta1() * (1 - 0.5 * Math.pow(0.96, step * options.momentumDecay()));
    }
}
