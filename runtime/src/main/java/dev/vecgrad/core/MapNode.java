package dev.vecgrad.core;

import dev.vecgrad.type.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A recorded {@link MapFunction}: its backward runs the derived function and undoes broadcasts. */
final class MapNode extends Node {
    private final MapGradients.Plan plan;
    private final Shape[] inputShapes;
    private final Shape shape;
    private final long[] scalars;
    private SavedValue[] saved;

    MapNode(MapFunction forward, MapGradients.Plan plan, Shape[] inputShapes, Shape shape, long[] scalars, Value[] in) {
        super(forward.nodeName());
        this.plan = plan;
        this.inputShapes = inputShapes;
        this.shape = shape;
        this.scalars = scalars;
        this.saved = new SavedValue[plan.savedInputs().length];
        for (int i = 0; i < saved.length; i++) {
            saved[i] = SavedValue.of(in[plan.savedInputs()[i]]);
        }
    }

    /** Saves those results that the gradients mention; once the node is recorded. */
    void saveOutputs(Value... out) {
        int[] mentioned = plan.savedOutputs();
        int n = saved.length;
        saved = Arrays.copyOf(saved, n + mentioned.length);
        for (int i = 0; i < mentioned.length; i++) {
            saved[n + i] = SavedValue.ofOutput(out[mentioned[i]]);
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
        for (int i = 0; i < result.length; i++) {
            Value passed = plan.passed()[i] < 0 ? null : gradOutputs[plan.passed()[i]];
            if (passed != null) {
                result[i] = Broadcast.undo(passed, inputShapes[i]);
            }
        }
        return result;
    }

    private Value[] arguments(@Nullable Value[] gradOutputs) {
        int[] gradients = plan.gradients();
        Value[] arguments = new Value[gradients.length + saved.length];
        int n = 0;
        for (int j : gradients) {
            Value gradient = gradOutputs[j];
            arguments[n++] = gradient != null ? gradient : zeroGradient(j);
        }
        for (SavedValue value : saved) {
            arguments[n++] = value.unpack(this);
        }
        return arguments;
    }

    @Override
    protected SavedValue[] saved() {
        return saved;
    }
}
