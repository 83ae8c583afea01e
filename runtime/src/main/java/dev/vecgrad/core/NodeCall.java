package dev.vecgrad.core;

import dev.vecgrad.core.InFlight.Hold;
import dev.vecgrad.memory.Scope;
import dev.vecgrad.memory.Storage;
import dev.vecgrad.type.AutogradException;
import dev.vecgrad.type.DeviceException;
import dev.vecgrad.type.Shape;
import org.jspecify.annotations.Nullable;

/**
 * One run of a node's backward: its gradients are made to fit what they belong to, and those that only the engine knows are found.
 *
 * <p>What a node that is not opaque makes, it makes in a scope of its own. So a storage among its results is one that it was given, or was
 * made in that scope and is known to nobody else, or belongs to somebody else; and what else it made is given back when it ends.
 */
final class NodeCall {
    private final NodeTask task;
    private final Node node;
    private final @Nullable InFlight[] given;
    private final @Nullable InFlight[] result;

    private NodeCall(NodeTask task) {
        this.task = task;
        this.node = task.node();
        this.given = task.gradients();
        this.result = new @Nullable InFlight[node.edges().length];
    }

    /**
     * {@return a gradient for each edge of the node, null where none comes or none is wanted}
     *
     * @param recorded whether the results get a history, so that it may know all that is made
     */
    static @Nullable InFlight[] run(NodeTask task, boolean recorded) {
        NodeCall call = new NodeCall(task);
        if (call.node.isOpaque() || recorded) {
            call.runShared();
        } else if (call.hasGradient()) {
            call.runOwned();
        }
        return call.result;
    }

    private boolean hasGradient() {
        for (InFlight gradient : given) {
            if (gradient != null) {
                return true;
            }
        }
        return false;
    }

    private void runShared() {
        for (InFlight gradient : given) {
            if (gradient != null) {
                gradient.handOut();
            }
        }
        if (node.isOpaque() || hasGradient()) {
            @Nullable Value[] gradients = backward();
            for (int i = 0; i < result.length; i++) {
                Value gradient = fitted(gradients, i);
                result[i] = gradient == null ? null : InFlight.shared(gradient);
            }
        }
    }

    private void runOwned() {
        try (Scope made = Scope.open()) {
            @Nullable Value[] gradients = backward();
            for (int i = 0; i < result.length; i++) {
                Value gradient = fitted(gradients, i);
                result[i] = gradient == null ? null : adopt(lasting(gradient), made);
            }
        }
    }

    /* What was recomputed is given back soon, and nobody but the engine is to see it. */
    private static Value lasting(Value gradient) {
        return ThreadState.current().recomputed.own(gradient.storage()) ? Arithmetic.clone(gradient) : gradient;
    }

    private InFlight adopt(Value gradient, Scope made) {
        Storage storage = gradient.storage();
        Hold hold = holdOn(storage, given);
        if (hold == null) {
            hold = holdOn(storage, result);
        }
        if (hold == null && made.isOwnerOf(storage)) {
            made.keep(storage);
            return InFlight.owned(gradient);
        }
        return hold == null ? InFlight.shared(gradient) : InFlight.on(gradient, hold);
    }

    private static @Nullable Hold holdOn(Storage storage, @Nullable InFlight[] among) {
        for (InFlight gradient : among) {
            Hold hold = gradient == null ? null : gradient.holdOn(storage);
            if (hold != null) {
                return hold;
            }
        }
        return null;
    }

    private @Nullable Value[] backward() {
        @Nullable Value[] gradients = new @Nullable Value[given.length];
        for (int i = 0; i < given.length; i++) {
            InFlight gradient = given[i];
            gradients[i] = gradient == null ? null : gradient.value();
        }
        ThreadState state = ThreadState.current();
        NodeTask outer = state.running;
        state.running = task;
        try {
            node.storeRetained(gradients);
            return state.anomaly == null
                    ? checkCount(node.backward(gradients))
                    : state.anomaly.checked(node, () -> checkCount(node.backward(gradients)));
        } finally {
            state.running = outer;
        }
    }

    private @Nullable Value[] checkCount(@Nullable Value[] gradients) {
        for (int i = result.length; i < gradients.length; i++) {
            if (gradients[i] != null) {
                throw incorrectNumber(gradients.length);
            }
        }
        if (gradients.length < result.length) {
            throw incorrectNumber(gradients.length);
        }
        return gradients;
    }

    private AutogradException incorrectNumber(int got) {
        return new AutogradException(node.name() + ": function " + node.name()
                + " returned an incorrect number of gradients (expected " + result.length + ", got " + got + ")");
    }

    /** The gradient along edge {@code i} with the shape and dtype of what it belongs to; null if there is none or it is not wanted. */
    private @Nullable Value fitted(@Nullable Value[] gradients, int i) {
        Value gradient = gradients[i];
        NodeTask next = task.next()[i];
        if (gradient == null || next == null || !task.wants(i)) {
            return null;
        }
        return fit(gradient, next.node().output(node.edges()[i].output()), i);
    }

    private Value fit(Value gradient, OutputInfo info, int i) {
        checkDevice(gradient, info, i);
        Value fitting = gradient;
        if (!gradient.shape().equals(info.shape())) {
            checkShape(gradient, info, i);
            fitting = Broadcast.undo(gradient, info.shape());
        }
        return fitting.dtype() == info.dtype() ? fitting : Arithmetic.cast(fitting, info.dtype());
    }

    private void checkShape(Value gradient, OutputInfo info, int i) {
        if (!isExpandable(info.shape(), gradient.shape())) {
            throw new AutogradException(
                    invalid(i) + " - got " + gradient.shape() + " but expected shape compatible with " + info.shape());
        }
    }

    private static boolean isExpandable(Shape from, Shape to) {
        int lead = to.rank() - from.rank();
        boolean fits = lead >= 0;
        for (int d = 0; fits && d < from.rank(); d++) {
            fits = from.size(d) == 1 || from.size(d) == to.size(lead + d);
        }
        return fits;
    }

    private void checkDevice(Value gradient, OutputInfo info, int i) {
        if (!gradient.device().equals(info.device())) {
            throw new DeviceException(
                    invalid(i) + " - expected device " + info.device() + " but got " + gradient.device());
        }
    }

    private String invalid(int i) {
        return node.name() + ": Function " + node.name() + " returned an invalid gradient at index " + i;
    }
}
