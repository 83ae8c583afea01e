package dev.vecgrad.core;

import dev.vecgrad.memory.Lifetime;
import dev.vecgrad.memory.Storage;
import dev.vecgrad.type.Shape;
import org.jspecify.annotations.Nullable;

/**
 * The history of a base after one of its views was written: the gradient passes by where nothing was written, and through the write's own
 * node where something was.
 */
final class CopySlices extends Node {
    private final Node write;
    private final int input;
    private final ViewRelation view;
    private final Shape baseShape;
    private final long[] baseStrides;

    /** @param input which of the write's inputs the view was before */
    CopySlices(Node write, int input, ViewRelation view, Value base) {
        super("CopySlices");
        this.write = write;
        this.input = input;
        this.view = view;
        this.baseShape = base.shape();
        this.baseStrides = base.strides();
    }

    @Override
    protected @Nullable Value[] backward(@Nullable Value[] gradOutputs) {
        Value whole = copyLikeBase(only(gradOutputs));
        Value slice =
                Recorder.view("AsStridedBackward0", whole, view.replay(whole).detach(), view::replay, view::backward);
        @Nullable
        Value[] gradients =
                write.backward(new Value[] {Arithmetic.clone(slice)}).clone();
        if (needs(input)) {
            Value passed = gradients[input];
            overwrite(slice, passed == null ? Arithmetic.zerosLike(slice) : passed);
            gradients[input] = whole;
        }
        return gradients;
    }

    /* View functions need the base's strides, with its gaps if it has some. */
    private Value copyLikeBase(Value gradient) {
        long elements = 1;
        for (int d = 0; d < baseStrides.length; d++) {
            elements += baseStrides[d] * Math.max(0, baseShape.size(d) - 1);
        }
        long bytes = elements * gradient.dtype().itemSize();
        Storage storage = Storage.allocate(gradient.device(), bytes, Lifetime.SHORT);
        Value copy = Value.of(storage, gradient.dtype(), baseShape, baseStrides, 0);
        overwrite(copy, gradient);
        return copy;
    }

    private static void overwrite(Value target, Value source) {
        Arithmetic.copyInto(target, source);
        Node node = Recorder.isNeeded(target, source) ? new CopyNode() : null;
        Recorder.recordInPlace(node, new Value[] {target, source}, target);
    }

    @Override
    protected boolean isOpaque() {
        return write.isOpaque();
    }

    @Override
    protected SavedValue[] saved() {
        return write.saved();
    }

    /** A value written over another of its shape: the gradient goes to the new one. */
    private static final class CopyNode extends Node {
        CopyNode() {
            super("CopyBackwards");
        }

        @Override
        protected @Nullable Value[] backward(@Nullable Value[] gradOutputs) {
            return new @Nullable Value[] {null, only(gradOutputs)};
        }
    }
}
