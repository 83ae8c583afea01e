package dev.vecgrad.core;

import dev.vecgrad.core.Node.Edge;
import dev.vecgrad.type.AutogradException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The outputs of a user's function, which ran unrecorded, get the function as their history.
 *
 * <p>An output that is an input as it was becomes a view of it. An input that the function has written, and said so, takes the function as
 * its history. What is not differentiable gets none.
 */
public final class FunctionOutputs {
    private final Node node;
    private final List<Value> inputs;
    private final Set<Value> dirty;
    private final Set<Value> nonDifferentiable;

    private FunctionOutputs(Node node, Value[] inputs, List<Value> dirty, List<Value> nonDifferentiable) {
        this.node = node;
        this.inputs = List.of(inputs);
        this.dirty = identitySet(dirty);
        this.nonDifferentiable = identitySet(nonDifferentiable);
    }

    private static Set<Value> identitySet(List<Value> values) {
        Set<Value> set = Collections.newSetFromMap(new IdentityHashMap<>());
        set.addAll(values);
        return set;
    }

    /**
     * {@return what the function's caller gets: the outputs, or views of them}
     *
     * @param node the function; opaque
     * @param inputs what it was given
     * @param outputs what it returned
     * @param dirty the inputs that it has written in place
     * @param nonDifferentiable the outputs that get no gradient
     * @throws AutogradException if a leaf that requires a gradient was written, or a written input was not returned
     */
    public static Value[] record(
            Node node, Value[] inputs, Value[] outputs, List<Value> dirty, List<Value> nonDifferentiable) {
        FunctionOutputs all = new FunctionOutputs(node, inputs, dirty, nonDifferentiable);
        all.checkDirtyReturned(outputs);
        Edge[] edges = Recorder.edges(inputs);
        all.checkWrites(outputs);
        node.attach(edges, outputs);
        Value[] given = new Value[outputs.length];
        for (int i = 0; i < given.length; i++) {
            given[i] = all.withHistory(outputs[i], i);
        }
        return given;
    }

    private void checkDirtyReturned(Value[] outputs) {
        Set<Value> missing = identitySet(List.copyOf(dirty));
        List.of(outputs).forEach(missing::remove);
        if (!missing.isEmpty()) {
            throw new AutogradException(
                    node.name() + ": Some elements marked as dirty during the forward method were not returned as"
                            + " output: the inputs that are modified inplace must all be outputs of the Function");
        }
    }

    private void checkWrites(Value[] outputs) {
        for (Value output : outputs) {
            if (dirty.contains(output)) {
                checkWrite(output, outputs.length);
            }
        }
    }

    private void checkWrite(Value output, int count) {
        Recorder.checkHistory(node.name(), output);
        if (output.base() != null && count > 1) {
            throw new AutogradException(
                    node.name() + ": If your Function modifies inplace an input that is a view of a Tensor that"
                            + " requires grad, it must return a single differentiable output: it returned " + count);
        }
    }

    private Value withHistory(Value output, int number) {
        if (nonDifferentiable.contains(output) || !output.dtype().isFloatingPoint()) {
            return inputs.contains(output) ? output.detach() : output;
        }
        if (dirty.contains(output)) {
            output.storage().bumpVersion();
            Recorder.rebase(node, number, inputs.indexOf(output), output);
            Survivors.outliveWith(output, node);
            return output;
        }
        Value fresh = inputs.contains(output) ? viewOf(output) : output;
        AutogradMeta meta = fresh.autogradOrNew();
        ViewRelation view = meta.view();
        if (view != null) {
            meta.view(view.madeByFunction());
        }
        meta.gradFn(fresh, node, number);
        return fresh;
    }

    private static Value viewOf(Value input) {
        return Recorder.view("ViewBackward0", input, input.detach(), Value::detach, gradient -> gradient);
    }
}
