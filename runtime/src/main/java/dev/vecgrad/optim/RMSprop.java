package dev.vecgrad.optim;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Cell;
import dev.vecgrad.core.Value;
import dev.vecgrad.ops.AdaptiveSteps;
import java.util.ArrayList;
import java.util.List;

/**
 * Steps along the gradient divided by the root of its mean square, perhaps about its mean (centered: Graves 2013, arXiv:1308.0850), perhaps
 * with momentum. Tieleman and Hinton 2012, "Lecture 6.5".
 */
public final class RMSprop extends Optimizer<RMSpropOptions> {
    /** An optimiser with the default choices. */
    public RMSprop(List<? extends Tensor> parameters) {
        this(parameters, options());
    }

    /** An optimiser with choices. */
    public RMSprop(List<? extends Tensor> parameters, RMSpropOptions options) {
        super(parameters, options);
    }

    /** {@return lr 1e-2, alpha 0.99, eps 1e-8, no weight decay, no momentum, not centred, descending} */
    public static RMSpropOptions options() {
        return new RMSpropOptions(1e-2, 0.99, 1e-8, 0, 0, false, false);
    }

    @Override
    void update(ParameterGroup<RMSpropOptions> group, Value parameter, Value gradient, ParameterState state) {
        RMSpropOptions options = group.options();
        Cell _ = state.nextStep();
        List<Value> values = new ArrayList<>(List.of(state.zerosAtFirst("square_avg", parameter)));
        if (options.centered()) {
            values.add(state.zerosAtFirst("grad_avg", parameter));
        }
        if (options.momentum() > 0) {
            values.add(state.zerosAtFirst("momentum_buffer", parameter));
        }
        AdaptiveSteps.rmsprop(
                new AdaptiveSteps.RmspropForm(
                        options.maximize(), options.weightDecay() != 0, options.centered(), options.momentum() > 0),
                parameter,
                gradient,
                values.toArray(Value[]::new),
                group.cell("lr"),
                group.cell("alpha"),
                group.cell("eps"),
                group.cell("weight_decay"),
                group.cell("momentum"));
    }
}
