package dev.vecgrad.optim;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Value;
import dev.vecgrad.ops.AdaptiveSteps;
import java.util.List;

/**
 * Steps along the gradient divided by the root of the sum of its squares so far. Duchi et al. 2011, "Adaptive subgradient methods for
 * online learning and stochastic optimization".
 */
public final class Adagrad extends Optimizer<AdagradOptions> {
    /** An optimiser with the default choices. */
    public Adagrad(List<? extends Tensor> parameters) {
        this(parameters, options());
    }

    /** An optimiser with choices. */
    public Adagrad(List<? extends Tensor> parameters, AdagradOptions options) {
        super(parameters, options);
    }

    /** {@return lr 1e-2, no decay, no weight decay, sums from 0, eps 1e-10, descending} */
    public static AdagradOptions options() {
        return new AdagradOptions(1e-2, 0, 0, 0, 1e-10, false);
    }

    @Override
    void update(ParameterGroup<AdagradOptions> group, Value parameter, Value gradient, ParameterState state) {
        AdagradOptions options = group.options();
        AdaptiveSteps.adagrad(
                options.maximize(),
                options.weightDecay() != 0,
                parameter,
                gradient,
                state.numberAtFirst("sum", parameter, options.initialAccumulatorValue()),
                group.cell("lr"),
                group.cell("lr_decay"),
                group.cell("eps"),
                group.cell("weight_decay"),
                state.nextStep());
    }
}
