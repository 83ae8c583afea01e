package dev.vecgrad.optim;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Cell;
import dev.vecgrad.core.Value;
import dev.vecgrad.ops.AdaptiveSteps;
import java.util.List;

/**
 * Steps along the gradient times the mean size of past steps divided by that of past gradients. Zeiler 2012, arXiv:1212.5701.
 */
public final class Adadelta extends Optimizer<AdadeltaOptions> {
    /** An optimiser with the default choices. */
    public Adadelta(List<? extends Tensor> parameters) {
        this(parameters, options());
    }

    /** An optimiser with choices. */
    public Adadelta(List<? extends Tensor> parameters, AdadeltaOptions options) {
        super(parameters, options);
    }

    /** {@return lr 1, rho 0.9, eps 1e-6, no weight decay, descending} */
    public static AdadeltaOptions options() {
        return new AdadeltaOptions(1, 0.9, 1e-6, 0, false);
    }

    @Override
    void update(ParameterGroup<AdadeltaOptions> group, Value parameter, Value gradient, ParameterState state) {
        AdadeltaOptions options = group.options();
        Cell _ = state.nextStep();
        AdaptiveSteps.adadelta(
                options.maximize(),
                options.weightDecay() != 0,
                parameter,
                gradient,
                state.zerosAtFirst("square_avg", parameter),
                state.zerosAtFirst("acc_delta", parameter),
                group.cell("lr"),
                group.cell("rho"),
                group.cell("eps"),
                group.cell("weight_decay"));
    }
}
