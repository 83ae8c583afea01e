package dev.vecgrad.optim;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Value;
import dev.vecgrad.exec.Tracing;
import dev.vecgrad.ops.Writing;
import dev.vecgrad.type.VecgradException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Changes parameters by their gradients. Parameters come in groups with choices of their own. One step is one kernel for each
 * parameter that has a gradient, and is not recorded.
 *
 * {@snippet :
 * var sgd = new SGD(model.parameters(), SGD.options().lr(0.1));
 * sgd.zeroGrad();
 * loss.backward();
 * sgd.step();
 * }
 *
 * @param <O> the choices
 */
public abstract class Optimizer<O extends OptimizerOptions<O>> {
    private final List<ParameterGroup<O>> groups = new ArrayList<>();
    private final Map<Value, ParameterState> states = new IdentityHashMap<>();

    /** An optimiser with one group. */
    Optimizer(List<? extends Tensor> parameters, O options) {
        ParameterGroup<O> _ = newGroup(parameters, options);
    }

    /**
     * Adds parameters with choices of their own. {@return their group}
     *
     * @throws VecgradException if there is none, one was made by a recorded op, or one is there already
     */
    public ParameterGroup<O> addGroup(List<? extends Tensor> parameters, O options) {
        return newGroup(parameters, options);
    }

    private ParameterGroup<O> newGroup(List<? extends Tensor> parameters, O options) {
        if (parameters.isEmpty()) {
            throw new VecgradException("optimizer: optimizer got an empty parameter list: give it at least one");
        }
        Set<Value> known = Collections.newSetFromMap(new IdentityHashMap<>());
        groups.forEach(group -> group.parameters().forEach(parameter -> known.add(parameter.value())));
        for (Tensor parameter : parameters) {
            if (!parameter.isLeaf()) {
                throw new VecgradException(
                        "optimizer: can't optimize a non-leaf Tensor: a recorded op made it; pass the leaf");
            }
            if (!known.add(parameter.value())) {
                throw new VecgradException(
                        "optimizer: some parameters appear in more than one parameter group, or twice in one");
            }
        }
        var group = new ParameterGroup<>(parameters, options);
        groups.add(group);
        return group;
    }

    /** {@return the groups} */
    public final List<ParameterGroup<O>> groups() {
        return Collections.unmodifiableList(groups);
    }

    /** Drops all parameters' gradients. */
    public final void zeroGrad() {
        zeroGrad(true);
    }

    /** Drops all parameters' gradients or, if not {@code setToNull}, fills them with zeros. */
    public final void zeroGrad(boolean setToNull) {
        for (ParameterGroup<O> group : groups) {
            for (Tensor parameter : group.parameters()) {
                Writing.zeroGrad(parameter.value(), setToNull);
            }
        }
    }

    /** Changes every parameter that has a gradient. */
    public void step() {
        int known = groups.size();
        Tracing.guard(groups, () -> groups.size() == known);
        for (ParameterGroup<O> group : groups) {
            group.guardForm();
            for (Tensor parameter : group.parameters()) {
                Value gradient = parameter.value().gradToRead();
                if (gradient != null) {
                    update(group, parameter.value(), gradient, state(parameter.value()));
                }
            }
        }
    }

    /** Computes the gradients anew and steps. {@return what the closure returned, the loss} */
    public Tensor step(Supplier<Tensor> closure) {
        Tensor loss = closure.get();
        step();
        return loss;
    }

    /**
     * Changes parameters by gradients that come from elsewhere, e.g. from a tape; their own are neither read nor changed. TensorFlow's
     * apply_gradients.
     *
     * {@snippet :
     * Variable w = new Variable(3.0);
     * SGD descent = new SGD(List.of(w), SGD.options().lr(0.1));
     * try (GradientTape tape = new GradientTape()) {
     *     descent.applyGradients(tape.gradient(w.square(), List.of(w)), List.of(w));
     * }
     * }
     *
     * @param gradients for each variable a gradient of its shape and dtype; a variable without one, with null, is left as it is
     * @param variables parameters of this optimiser
     * @throws VecgradException if there is no gradient at all, the numbers differ, a shape or dtype differs, or a variable is no parameter
     *     of this optimiser; then nothing is changed
     */
    public final void applyGradients(List<? extends @Nullable Tensor> gradients, List<? extends Tensor> variables) {
        GradientPairs pairs = GradientPairs.of(gradients, variables);
        Map<Value, ParameterGroup<O>> owners = new IdentityHashMap<>();
        groups.forEach(group -> group.parameters().forEach(parameter -> owners.put(parameter.value(), group)));
        pairs.checkKnown(owners.keySet());
        pairs.forEach((gradient, variable) ->
                update(Objects.requireNonNull(owners.get(variable)), variable, gradient, state(variable)));
    }

    /** The same for one variable. */
    public final void applyGradients(Tensor gradient, Tensor variable) {
        applyGradients(List.of(gradient), List.of(variable));
    }

    /** Changes one parameter. */
    abstract void update(ParameterGroup<O> group, Value parameter, Value gradient, ParameterState state);

    private ParameterState state(Value parameter) {
        ParameterState state = states.computeIfAbsent(parameter, _ -> new ParameterState());
        Tracing.guard(states, () -> states.get(parameter) == state);
        return state;
    }

    /**
     * {@return what it remembers of its parameters, and its choices, as tensors}; names as PyTorch nests them, e.g. {@code
     * state.0.momentum_buffer}, {@code param_groups.0.lr}. The state shares memory with the optimiser.
     */
    public SequencedMap<String, Tensor> stateDict() {
        return OptimizerStates.write(groups, this::state);
    }

    /**
     * Takes over a state of an optimiser with as many groups and parameters.
     *
     * @throws VecgradException if numbers of groups, shapes or names differ; then nothing is changed
     */
    public void loadStateDict(Map<String, Tensor> state) {
        OptimizerStates.check(groups, state);
        states.clear();
        OptimizerStates.read(groups, this::state, state);
    }
}
