package dev.vecgrad.core;

import dev.vecgrad.core.Node.Edge;
import dev.vecgrad.type.AutogradException;
import dev.vecgrad.type.ShapeException;
import org.jspecify.annotations.Nullable;

/**
 * Runs the gradients' graph backward.
 *
 * <p>The walk is iterative. It uses the calling thread, and several threads may run at once, also over shared leaves. A backward inside
 * a backward is a run of its own. What nodes saved is let go of once they have run, unless the graph is to be retained.
 */
public final class Engine {
    private Engine() {}

    /**
     * Adds the gradients of all leaves that {@code roots} depend on to their grad.
     *
     * @param roots the outputs to start from
     * @param gradients their gradients; null, or a null array, stands for 1 of an output with one element
     * @param retainGraph whether saved values stay for another run
     * @param createGraph whether the gradients are recorded themselves
     * @throws AutogradException if a root has no history, or has several elements and no gradient
     */
    public static void backward(
            Value[] roots, @Nullable Value @Nullable [] gradients, boolean retainGraph, boolean createGraph) {
        String op = "backward";
        GradientRun.accumulate(edges(op, roots), starts(op, roots, gradients), retainGraph, createGraph);
    }

    /**
     * {@return the gradient of the outputs' sum with respect to each input; no grad is changed}
     *
     * @param outputs the outputs to start from
     * @param inputs what to differentiate by: leaves or not
     * @param gradients the outputs' gradients; null, or a null array, stands for 1 of an output with one element
     * @param retainGraph whether saved values stay for another run
     * @param createGraph whether the gradients are recorded themselves
     * @param allowUnused whether null stands for an input that the outputs do not depend on
     * @throws AutogradException if an output has no history or an input requires no gradient, or one is unused and that is not allowed
     */
    public static @Nullable Value[] grad(
            Value[] outputs,
            Value[] inputs,
            @Nullable Value @Nullable [] gradients,
            boolean retainGraph,
            boolean createGraph,
            boolean allowUnused) {
        if (inputs.length == 0) {
            throw new AutogradException("grad: `inputs` argument to `grad()` cannot be empty");
        }
        @Nullable
        Value[] found = GradientRun.collect(
                edges("grad", outputs),
                starts("grad", outputs, gradients),
                inputEdges(inputs),
                retainGraph,
                createGraph);
        if (!allowUnused) {
            checkUsed(found);
        }
        return found;
    }

    private static Edge[] edges(String op, Value[] roots) {
        Edge[] edges = new Edge[roots.length];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = Recorder.history(roots[i]);
            if (edges[i].node() == null || !roots[i].requiresGradByItself()) {
                throw new AutogradException(
                        op + ": element " + i
                                + " of tensors does not require grad and does not have a grad_fn: no input of it required a gradient");
            }
        }
        return edges;
    }

    private static Edge[] inputEdges(Value[] inputs) {
        Edge[] edges = new Edge[inputs.length];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = Recorder.history(inputs[i]);
            if (edges[i].node() == null || !inputs[i].requiresGradByItself()) {
                throw new AutogradException(
                        "grad: One of the differentiated Tensors does not require grad: the input at index " + i);
            }
        }
        return edges;
    }

    private static InFlight[] starts(String op, Value[] roots, @Nullable Value @Nullable [] gradients) {
        if (gradients != null && gradients.length != roots.length) {
            throw new AutogradException(op + ": got " + roots.length + " tensors and " + gradients.length
                    + " gradients: each output needs one");
        }
        InFlight[] starts = new InFlight[roots.length];
        for (int i = 0; i < starts.length; i++) {
            Value gradient = gradients == null ? null : gradients[i];
            starts[i] = gradient == null ? one(op, roots[i]) : given(op, gradient, roots[i], i);
        }
        return starts;
    }

    private static InFlight one(String op, Value root) {
        if (root.numel() != 1) {
            throw new AutogradException(
                    op + ": grad can be implicitly created only for scalar outputs: the output has shape "
                            + root.shape() + ", so its gradient must be given");
        }
        return InFlight.owned(Arithmetic.onesLike(root));
    }

    static InFlight given(String op, Value gradient, Value root, int i) {
        if (!gradient.shape().equals(root.shape())) {
            throw new ShapeException(
                    op + ": Mismatch in shape: grad_output[" + i + "] has a shape of " + gradient.shape()
                            + " and output[" + i + "] has a shape of " + root.shape() + ": they must be equal");
        }
        Value fitting = gradient.dtype() == root.dtype() ? gradient : Arithmetic.cast(gradient, root.dtype());
        return InFlight.shared(fitting);
    }

    private static void checkUsed(@Nullable Value[] found) {
        for (int i = 0; i < found.length; i++) {
            if (found[i] == null) {
                throw new AutogradException(
                        "grad: The differentiated Tensor at index " + i
                                + " appears to not have been used in the graph: use gradOrNull if null is the desired gradient");
            }
        }
    }
}
