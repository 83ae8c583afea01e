package dev.vecgrad.optim;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Cell;
import dev.vecgrad.core.Value;
import dev.vecgrad.ops.AdaptiveSteps;
import java.util.List;

/**
 * Steps by sizes of their own: one grows while the gradient keeps its sign and shrinks when it changes. Riedmiller and Braun 1993, "A direct
 * adaptive method for faster backpropagation learning". For gradients of all data.
 */
public final class Rprop extends Optimizer<RpropOptions> {
    /** An optimiser with the default choices. */
    public Rprop(List<? extends Tensor> parameters) {
        this(parameters, options());
    }

    /** An optimiser with choices. */
    public Rprop(List<? extends Tensor> parameters, RpropOptions options) {
        super(parameters, options);
    }

    /** {@return lr 1e-2, factors 0.5 and 1.2, steps from 1e-6 to 50, descending} */
    public static RpropOptions options() {
        return new RpropOptions(1e-2, 0.5, 1.2, 1e-6, 50, false);
    }

    @Override
    void update(ParameterGroup<RpropOptions> group, Value parameter, Value gradient, ParameterState state) {
        RpropOptions options = group.options();
        Cell _ = state.nextStep();
        AdaptiveSteps.rprop(
                options.maximize(),
                parameter,
                gradient,
                state.zerosAtFirst("prev", parameter),
                state.numberAtFirst("step_size", parameter, options.lr()),
                group.cell("etaminus"),
                group.cell("etaplus"),
                group.cell("step_size_min"),
                group.cell("step_size_max"));
    }
}
