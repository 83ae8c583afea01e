package dev.vecgrad.core;

import dev.vecgrad.type.AutogradException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A function that is shown the gradient of a tensor in each backward pass, before anybody else uses it, and may put another in its place.
 * It stays until it is removed, also when the tensor is written in place: it belongs to the op that made the tensor.
 */
public final class GradientHook implements HookHandle {
    /** No hooks. */
    static final GradientHook[] NONE = {};

    private final Node node;
    private final int output;
    private final Function<Value, @Nullable Value> function;

    private GradientHook(Node node, int output, Function<Value, @Nullable Value> function) {
        this.node = node;
        this.output = output;
        this.function = function;
    }

    /**
     * Lets {@code function} see the gradients of {@code value}; null from it leaves the gradient as it is.
     *
     * @throws AutogradException if the value requires no gradient
     */
    public static GradientHook register(Value value, Function<Value, @Nullable Value> function) {
        Node.Edge edge = Recorder.edges(value)[0];
        Node node = edge.node();
        if (node == null) {
            throw new AutogradException(
                    "registerHook: cannot register a hook on a tensor that doesn't require gradient");
        }
        GradientHook hook = new GradientHook(node, edge.output(), function);
        node.add(hook);
        return hook;
    }

    @Override
    public void remove() {
        node.remove(this);
    }

    /** Shows gradients that have all arrived at a node to its hooks, in the order in which these were registered. */
    static void run(NodeTask task) {
        @Nullable InFlight[] gradients = task.gradients();
        for (GradientHook hook : task.node().hooks()) {
            InFlight gradient = gradients[hook.output];
            if (gradient != null) {
                gradients[hook.output] = hook.shown(gradient);
            }
        }
    }

    private InFlight shown(InFlight gradient) {
        gradient.handOut();
        Value other = function.apply(gradient.value());
        if (other == null) {
            return gradient;
        }
        check(gradient.value(), other);
        gradient.drop();
        return InFlight.shared(other);
    }

    private static void check(Value gradient, Value other) {
        if (!other.shape().equals(gradient.shape())) {
            throw new AutogradException("registerHook: hook has changed the size of value: from " + gradient.shape()
                    + " to " + other.shape());
        }
        if (other.dtype() != gradient.dtype()) {
            throw new AutogradException("registerHook: hook has changed the type of value: from " + gradient.dtype()
                    + " to " + other.dtype());
        }
    }
}
