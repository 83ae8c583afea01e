package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Dims;
import dev.vecgrad.core.Node;
import dev.vecgrad.core.Promotion;
import dev.vecgrad.core.Recorder;
import dev.vecgrad.core.Scalar;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Putting tensors together. */
public final class Joining {
    private Joining() {}

    /** {@return the tensors one after the other along {@code dim}; dtypes promote} */
    public static Value cat(List<Value> parts, int dim) {
        if (parts.isEmpty()) {
            throw new ShapeException("cat: torch.cat(): expected a non-empty list of Tensors");
        }
        DType dtype = Promotion.of(parts.toArray(Value[]::new), new Scalar[0]);
        List<Value> taken = new ArrayList<>();
        for (Value part : parts) {
            if (part.rank() == 0) {
                throw new ShapeException("cat: zero-dimensional tensor (at position " + taken.size()
                        + ") cannot be concatenated: use stack");
            }
            if (part.rank() != 1 || part.numel() != 0 || parts.size() == 1) {
                taken.add(Arithmetic.cast(part, dtype));
            }
        }
        return taken.isEmpty() ? Arithmetic.cast(parts.getFirst(), dtype) : joined(taken, dim, dtype);
    }

    private static Value joined(List<Value> parts, int dim, DType dtype) {
        Value first = parts.getFirst();
        int d = Dims.wrap("cat", dim, first.rank());
        long[] sizes = first.shape().toArray();
        sizes[d] = 0;
        for (int i = 0; i < parts.size(); i++) {
            requireFits(first, parts.get(i), d, i);
            sizes[d] += parts.get(i).shape().size(d);
        }
        Value out = Value.empty(dtype, Shape.of(sizes), first.device());
        long[] starts = new long[parts.size()];
        long at = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = at;
            long length = parts.get(i).shape().size(d);
            Arithmetic.copyInto(Movement.narrow(out, d, at, length), parts.get(i));
            at += length;
        }
        Value[] inputs = parts.toArray(Value[]::new);
        if (Recorder.isNeeded(inputs)) {
            Recorder.record(new CatNode(d, starts, inputs), inputs, out);
        }
        return out;
    }

    private static void requireFits(Value first, Value part, int dim, int position) {
        if (first.rank() != part.rank()) {
            throw new ShapeException("cat: Tensors must have same number of dimensions: got " + first.rank() + " and "
                    + part.rank() + ": shapes " + first.shape() + " and, at position " + position + ", "
                    + part.shape());
        }
        for (int d = 0; d < first.rank(); d++) {
            long expected = first.shape().size(d);
            long size = part.shape().size(d);
            if (d != dim && size != expected) {
                throw new ShapeException("cat: Sizes of tensors must match except in dimension " + dim
                        + ". Expected size " + expected + " but got size " + size + " for tensor number " + position
                        + " in the list.: shapes " + first.shape() + " and " + part.shape());
            }
        }
    }

    /** {@return the tensors, of one shape, along a new dim} */
    public static Value stack(List<Value> parts, int dim) {
        if (parts.isEmpty()) {
            throw new ShapeException("stack: stack expects a non-empty TensorList");
        }
        Shape shape = parts.getFirst().shape();
        int d = Dims.wrap("stack", dim, shape.rank() + 1);
        DType dtype = Promotion.of(parts.toArray(Value[]::new), new Scalar[0]);
        Value[] inputs = new Value[parts.size()];
        List<Value> widened = new ArrayList<>();
        for (int i = 0; i < inputs.length; i++) {
            requireEqual(shape, parts.get(i), i);
            inputs[i] = Arithmetic.cast(parts.get(i), dtype);
            widened.add(Movement.unsqueeze(inputs[i].detach(), d));
        }
        Value out = joined(widened, d, dtype);
        if (Recorder.isNeeded(inputs)) {
            Recorder.record(new StackNode(d, inputs.length), inputs, out);
        }
        return out;
    }

    private static void requireEqual(Shape shape, Value part, int position) {
        if (!part.shape().equals(shape)) {
            throw new ShapeException("stack: stack expects each tensor to be equal size, but got " + shape
                    + " at entry 0 and " + part.shape() + " at entry " + position);
        }
    }

    private static final class StackNode extends Node {
        private final int dim;
        private final int count;

        StackNode(int dim, int count) {
            super("StackBackward0");
            this.dim = dim;
            this.count = count;
        }

        @Override
        protected @Nullable Value[] backward(@Nullable Value[] gradOutputs) {
            @Nullable Value[] gradients = new @Nullable Value[count];
            Value g = gradOutputs[0];
            for (int i = 0; g != null && i < count; i++) {
                gradients[i] = needs(i) ? Movement.select(g, dim, i) : null;
            }
            return gradients;
        }
    }

    private static final class CatNode extends Node {
        private final int dim;
        private final long[] starts;
        private final long[] lengths;

        CatNode(int dim, long[] starts, Value[] inputs) {
            super("CatBackward0");
            this.dim = dim;
            this.starts = starts;
            this.lengths = new long[inputs.length];
            for (int i = 0; i < inputs.length; i++) {
                lengths[i] = inputs[i].shape().size(dim);
            }
        }

        @Override
        protected @Nullable Value[] backward(@Nullable Value[] gradOutputs) {
            @Nullable Value[] gradients = new @Nullable Value[starts.length];
            Value g = gradOutputs[0];
            for (int i = 0; g != null && i < starts.length; i++) {
                gradients[i] = needs(i) ? Movement.narrow(g, dim, starts[i], lengths[i]) : null;
            }
            return gradients;
        }
    }
}
