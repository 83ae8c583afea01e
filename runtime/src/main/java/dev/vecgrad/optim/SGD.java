package dev.vecgrad.optim;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Value;
import dev.vecgrad.ops.OptimizerSteps;
import dev.vecgrad.ops.OptimizerSteps.SgdForm;
import java.util.List;

/**
 * Gradient descent: {@code p -= lr * d}, where the direction d is the gradient, plus {@code weightDecay * p}, or with momentum
 * {@code momentum * d + (1 - dampening) * gradient}. Sutskever et al. 2013, "On the importance of initialization and
 * momentum in deep learning".
 */
public final class SGD extends Optimizer<SGDOptions> {
    private static final String BUFFER = "momentum_buffer";
    private static final Value[] NONE = {};

    /** An optimiser with learning rate 1e-3 and nothing else. */
    public SGD(List<? extends Tensor> parameters) {
        this(parameters, options());
    }

    /** An optimiser with choices. */
    public SGD(List<? extends Tensor> parameters, SGDOptions options) {
        super(parameters, options);
        options.checkNesterov();
    }

    /** {@return lr 1e-3, no momentum, no weight decay, descending} */
    public static SGDOptions options() {
        return new SGDOptions(1e-3, 0, 0, 0, false, false);
    }

    @Override
    void update(ParameterGroup<SGDOptions> group, Value parameter, Value gradient, ParameterState state) {
        SGDOptions options = group.options();
        options.checkNesterov();
        boolean momentum = options.momentum() != 0;
        boolean first = momentum && !state.has(BUFFER);
        Value[] buffer = momentum ? new Value[] {state.zerosAtFirst(BUFFER, parameter)} : NONE;
        OptimizerSteps.sgd(
                new SgdForm(options.maximize(), options.weightDecay() != 0, momentum, first, options.nesterov()),
                parameter,
                gradient,
                buffer,
                group.cell("lr"),
                group.cell("momentum"),
                group.cell("dampening"),
                group.cell("weight_decay"));
    }
}
