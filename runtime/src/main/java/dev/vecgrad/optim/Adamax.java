package dev.vecgrad.optim;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Value;
import dev.vecgrad.ops.AdaptiveSteps;
import java.util.List;

/**
 * {@link Adam} that divides by the greatest gradient of late instead of the root of its mean square. Kingma and Ba 2014, arXiv:1412.6980.
 */
public final class Adamax extends Optimizer<AdamaxOptions> {
    /** An optimiser with the default choices. */
    public Adamax(List<? extends Tensor> parameters) {
        this(parameters, options());
    }

    /** An optimiser with choices. */
    public Adamax(List<? extends Tensor> parameters, AdamaxOptions options) {
        super(parameters, options);
    }

    /** {@return lr 2e-3, betas 0.9 and 0.999, eps 1e-8, no weight decay, descending} */
    public static AdamaxOptions options() {
        return new AdamaxOptions(2e-3, 0.9, 0.999, 1e-8, 0, false);
    }

    @Override
    void update(ParameterGroup<AdamaxOptions> group, Value parameter, Value gradient, ParameterState state) {
        AdamaxOptions options = group.options();
        AdaptiveSteps.adamax(
                options.maximize(),
                options.weightDecay() != 0,
                parameter,
                gradient,
                state.zerosAtFirst("exp_avg", parameter),
                state.zerosAtFirst("exp_inf", parameter),
                group.cell("lr"),
                group.cell("beta1"),
                group.cell("beta2"),
                group.cell("eps"),
                group.cell("weight_decay"),
                state.nextStep());
    }
}
