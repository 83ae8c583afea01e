package dev.vecgrad.autograd;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.GradMode;
import dev.vecgrad.core.Recorder;
import dev.vecgrad.core.Value;
import org.jspecify.annotations.Nullable;

/**
 * An op of the user's own: what it computes, and how its gradient is computed.
 *
 * {@snippet :
 * final class Exp extends Function {
 *     protected Tensor[] forward(Context ctx, Tensor... inputs) {
 *         Tensor result = inputs[0].exp();
 *         ctx.saveForBackward(result);
 *         return new Tensor[] {result};
 *     }
 *
 *     protected Tensor[] backward(Context ctx, Tensor... gradOutputs) {
 *         return new Tensor[] {gradOutputs[0].mul(ctx.saved(0))};
 *     }
 * }
 *
 * Tensor y = new Exp().apply(x);   // y.gradFn().name() is ExpBackward
 * }
 *
 * <p>{@code forward} runs without being recorded. {@code backward} is recorded when a graph is created, so a function whose backward is made
 * of ops can be differentiated any number of times. An object may be applied any number of times and by several threads, if its own fields
 * allow it.
 */
public abstract class Function {
    /** A function. */
    protected Function() {}

    /**
     * {@return the outputs}
     *
     * @param ctx remembers what backward needs, and is told what is special about outputs
     * @param inputs what the function was applied to
     */
    protected abstract Tensor[] forward(Context ctx, Tensor... inputs);

    /**
     * {@return a gradient for each input, null for those that get none}
     *
     * @param ctx what forward remembered
     * @param gradOutputs the gradient of each output; zeros where none arrived
     */
    protected abstract @Nullable Tensor[] backward(Context ctx, Tensor... gradOutputs);

    /** {@return the name of its node in the graph; the class's own with {@code Backward} after it} */
    protected String nodeName() {
        String name = getClass().getSimpleName();
        return (name.isEmpty() ? "Function" : name) + "Backward";
    }

    /**
     * {@return the only output for these inputs}
     *
     * @throws IllegalStateException if forward returns none or several
     */
    public final Tensor apply(Tensor... inputs) {
        Tensor[] outputs = applyAll(inputs);
        if (outputs.length != 1) {
            throw new IllegalStateException("apply: forward returned " + outputs.length
                    + " outputs: a function with other than one is called by applyAll");
        }
        return outputs[0];
    }

    /** {@return the outputs for these inputs} */
    public final Tensor[] applyAll(Tensor... inputs) {
        Value[] values = Context.values(inputs);
        boolean recorded = Recorder.isNeeded(values);
        Context ctx = new Context(this, needed(values, recorded));
        Tensor[] outputs = unrecorded(ctx, inputs);
        return recorded ? withHistory(outputs, ctx.record(values, Context.values(outputs))) : outputs;
    }

    private static boolean[] needed(Value[] inputs, boolean recorded) {
        boolean[] needed = new boolean[inputs.length];
        for (int i = 0; i < needed.length; i++) {
            needed[i] = recorded && inputs[i].requiresGrad();
        }
        return needed;
    }

    private static Tensor[] withHistory(Tensor[] outputs, Value[] given) {
        Tensor[] result = new Tensor[given.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = given[i] == outputs[i].value() ? outputs[i] : new Tensor(given[i]);
        }
        return result;
    }

    private Tensor[] unrecorded(Context ctx, Tensor[] inputs) {
        boolean before = GradMode.set(false);
        try {
            return forward(ctx, inputs);
        } finally {
            GradMode.set(before);
        }
    }
}
