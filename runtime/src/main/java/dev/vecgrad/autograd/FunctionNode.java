package dev.vecgrad.autograd;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Node;
import dev.vecgrad.core.SavedValue;
import dev.vecgrad.core.Value;
import org.jspecify.annotations.Nullable;

/** An application of a user's function in the graph. */
final class FunctionNode extends Node {
    private final Function function;
    private final Context context;
    private SavedValue[] saved = {};

    FunctionNode(Function function, Context context) {
        super(function.nodeName());
        this.function = function;
        this.context = context;
    }

    void save(SavedValue[] values) {
        saved = values;
    }

    Value unpack(int index) {
        return saved[index].unpack(this);
    }

    boolean wants(int input) {
        return needs(input);
    }

    @Override
    protected @Nullable Value[] backward(@Nullable Value[] gradOutputs) {
        Tensor[] gradients = new Tensor[gradOutputs.length];
        for (int i = 0; i < gradients.length; i++) {
            Value gradient = gradOutputs[i];
            gradients[i] = new Tensor(gradient == null ? zeroGradient(i) : gradient);
        }
        @Nullable Tensor[] results = function.backward(context, gradients);
        @Nullable Value[] values = new @Nullable Value[results.length];
        for (int i = 0; i < values.length; i++) {
            Tensor result = results[i];
            values[i] = result == null ? null : result.value();
        }
        return values;
    }

    @Override
    protected SavedValue[] saved() {
        return saved;
    }

    @Override
    protected boolean isOpaque() {
        return true;
    }
}
