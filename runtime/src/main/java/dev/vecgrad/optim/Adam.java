package dev.vecgrad.optim;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Value;
import dev.vecgrad.ops.OptimizerSteps;
import dev.vecgrad.ops.OptimizerSteps.AdamForm;
import java.util.List;

/**
 * Steps along the mean gradient divided by the square root of the mean squared gradient, both corrected for their start at
 * zero. Kingma and Ba 2014, arXiv:1412.6980; amsgrad: Reddi et al. 2018, arXiv:1904.09237.
 */
public sealed class Adam extends Optimizer<AdamOptions> permits AdamW {
    /** An optimiser with the default choices. */
    public Adam(List<? extends Tensor> parameters) {
        this(parameters, options());
    }

    /** An optimiser with choices. */
    public Adam(List<? extends Tensor> parameters, AdamOptions options) {
        super(parameters, options);
    }

    /** {@return lr 1e-3, betas 0.9 and 0.999, eps 1e-8, no weight decay, no amsgrad, descending} */
    public static AdamOptions options() {
        return new AdamOptions(1e-3, 0.9, 0.999, 1e-8, 0, false, false, false);
    }

    @Override
    final void update(ParameterGroup<AdamOptions> group, Value parameter, Value gradient, ParameterState state) {
        AdamOptions options = group.options();
        OptimizerSteps.adam(
                new AdamForm(
                        options.maximize(),
                        options.weightDecay() != 0,
                        options.amsgrad(),
                        options.decoupledWeightDecay()),
                parameter,
                gradient,
                moments(options, parameter, state),
                group.cell("lr"),
                group.cell("beta1"),
                group.cell("beta2"),
                group.cell("eps"),
                group.cell("weight_decay"),
                state.nextStep());
    }

    private static Value[] moments(AdamOptions options, Value parameter, ParameterState state) {
        Value mean = state.zerosAtFirst("exp_avg", parameter);
        Value square = state.zerosAtFirst("exp_avg_sq", parameter);
        return options.amsgrad()
                ? new Value[] {mean, square, state.zerosAtFirst("max_exp_avg_sq", parameter)}
                : new Value[] {mean, square};
    }
}
