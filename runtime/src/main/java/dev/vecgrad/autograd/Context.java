package dev.vecgrad.autograd;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.FunctionOutputs;
import dev.vecgrad.core.SavedValue;
import dev.vecgrad.core.Value;
import java.util.Arrays;
import java.util.List;

/** What one application of a {@link Function} remembers from forward to backward. */
public final class Context {
    private static final Value[] NONE = {};

    private final boolean[] needed;
    private final FunctionNode node;
    private boolean recorded;
    private Value[] toSave = NONE;
    private Value[] dirty = NONE;
    private Value[] nonDifferentiable = NONE;

    /** @param needed which inputs require a gradient */
    Context(Function function, boolean[] needed) {
        this.needed = needed;
        this.node = new FunctionNode(function, this);
    }

    static Value[] values(Tensor... tensors) {
        return Arrays.stream(tensors).map(Tensor::value).toArray(Value[]::new);
    }

    /** Remembers inputs, outputs or other tensors; to be called at most once, in forward. */
    public void saveForBackward(Tensor... tensors) {
        toSave = values(tensors);
    }

    /**
     * {@return what was saved, by its place in {@link #saveForBackward}}
     *
     * @throws dev.vecgrad.type.AutogradException if it was written in place since, or the graph was used up
     */
    public Tensor saved(int index) {
        return new Tensor(node.unpack(index));
    }

    /** Says which inputs forward has written in place; all of them must be returned. */
    public void markDirty(Tensor... tensors) {
        dirty = values(tensors);
    }

    /** Says which outputs get no gradient. */
    public void markNonDifferentiable(Tensor... tensors) {
        nonDifferentiable = values(tensors);
    }

    /** {@return in forward, whether input {@code index} requires a gradient; in backward, whether that gradient is wanted} */
    public boolean needsInputGrad(int index) {
        return needed[index] && (!recorded || node.wants(index));
    }

    /** Makes the function the history of its outputs; {@return what the caller gets} */
    Value[] record(Value[] inputs, Value[] outputs) {
        Value[] given = FunctionOutputs.record(node, inputs, outputs, List.of(dirty), List.of(nonDifferentiable));
        SavedValue[] saved = new SavedValue[toSave.length];
        for (int i = 0; i < saved.length; i++) {
            saved[i] = saved(toSave[i], inputs, outputs, given);
        }
        node.save(saved);
        recorded = true;
        toSave = NONE;
        dirty = NONE;
        nonDifferentiable = NONE;
        return given;
    }

    private SavedValue saved(Value value, Value[] inputs, Value[] outputs, Value[] given) {
        int output = indexOf(value, outputs);
        boolean isUnchangedInput = indexOf(value, inputs) >= 0 && indexOf(value, dirty) < 0;
        return output < 0 || isUnchangedInput ? SavedValue.of(value) : SavedValue.ofOutput(given[output]);
    }

    private static int indexOf(Value value, Value[] among) {
        return List.of(among).indexOf(value);
    }
}
