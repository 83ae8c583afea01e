package dev.vecgrad.optim;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Cell;
import dev.vecgrad.core.Value;
import dev.vecgrad.ops.AdaptiveSteps;
import java.util.List;

/**
 * Gradient descent with a falling rate that also averages the parameters it went through; the average is in the state, under {@code ax}.
 * Polyak and Juditsky 1992, "Acceleration of stochastic approximation by averaging".
 */
public final class ASGD extends Optimizer<ASGDOptions> {
    /** An optimiser with the default choices. */
    public ASGD(List<? extends Tensor> parameters) {
        this(parameters, options());
    }

    /** An optimiser with choices. */
    public ASGD(List<? extends Tensor> parameters, ASGDOptions options) {
        super(parameters, options);
    }

    /** {@return lr 1e-2, lambd 1e-4, alpha 0.75, t0 1e6, no weight decay, descending} */
    public static ASGDOptions options() {
        return new ASGDOptions(1e-2, 1e-4, 0.75, 1e6, 0, false);
    }

    @Override
    void update(ParameterGroup<ASGDOptions> group, Value parameter, Value gradient, ParameterState state) {
        ASGDOptions options = group.options();
        Cell step = state.nextStep();
        Cell rate = state.number("eta", options.lr());
        Cell share = state.number("mu", 1);
        AdaptiveSteps.asgd(
                options.maximize(),
                options.weightDecay() != 0,
                parameter,
                gradient,
                state.zerosAtFirst("ax", parameter),
                group.cell("lambd"),
                group.cell("weight_decay"),
                rate,
                share);
        ParameterState.change(rate, () -> rate(group.options(), step.get()));
        ParameterState.change(
                share, () -> 1 / Math.max(1, step.get() - group.options().t0()));
    }

    private static double rate(ASGDOptions options, double step) {
        return options.lr() / Math.pow(1 + options.lambd() * options.lr() * step, options.alpha());
    }
}
