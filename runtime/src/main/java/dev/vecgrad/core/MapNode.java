package dev.vecgrad.core;

import dev.vecgrad.type.Shape;
import org.jspecify.annotations.Nullable;

/** A recorded {@link MapFunction}: its backward runs the derived function and undoes broadcasts. */
final class MapNode extends Node {
    private final MapFunction forward;
    private final MapGradients.Plan plan;
    private final Shape[] inputShapes;
    private final Shape shape;
    private final long[] scalars;
    private final SavedValue[] inputs;
    private SavedValue[] outputs = {};

    MapNode(
            MapFunction forward,
            MapGradients.Plan plan,
            Shape[] inputShapes,
            Shape shape,
            long[] scalars,
            Value[] in) {
        super(forward.nodeName());
        this.forward = forward;
        this.plan = plan;
        this.inputShapes = inputShapes;
        this.shape = shape;
        this.scalars = scalars;
        this.inputs = new SavedValue[plan.savedInputs().length];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = SavedValue.of(in[plan.savedInputs()[i]]);
        }
    }

    /** Saves those results that the gradients mention; once the node is recorded. */
    void saveOutputs(Value... out) {
        outputs = new SavedValue[plan.savedOutputs().length];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = SavedValue.ofOutput(out[plan.savedOutputs()[i]]);
        }
    }

    @Override
    protected @Nullable Value[] backward(@Nullable Value[] gradOutputs) {
        int[] wanted = plan.wanted();
        @Nullable Value[] result = new @Nullable Value[inputShapes.length];
        if (wanted.length > 0) {
            Value[] gradients = plan.function().apply(arguments(gradOutputs), scalars, shape);
            for (int i = 0; i < wanted.length; i++) {
                result[wanted[i]] = Broadcast.undo(gradients[i], inputShapes[wanted[i]]);
            }
        }
        return result;
    }

    private Value[] arguments(@Nullable Value[] gradOutputs) {
        int[] gradients = plan.gradients();
        Value[] arguments = new Value[gradients.length + inputs.length + outputs.length];
        int n = 0;
        for (int j : gradients) {
            Value gradient = gradOutputs[j];
            arguments[n++] = gradient != null ? gradient : zeros(j);
        }
        for (SavedValue saved : inputs) {
            arguments[n++] = saved.unpack(this);
        }
        for (SavedValue saved : outputs) {
            arguments[n++] = saved.unpack(this);
        }
        return arguments;
    }

    private Value zeros(int output) {
        return Arithmetic.full(shape, forward.outputs().get(output).dtype(), 0);
    }

    @Override
    protected void release() {
        SavedValue.release(inputs);
        SavedValue.release(outputs);
    }
}
