package dev.vecgrad.core;

import dev.vecgrad.ir.Accumulator;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Broadcasting and its undoing, the one place for both. */
public final class Broadcast {
    private static final ReduceFunction[] SUMS = new ReduceFunction[DType.values().length];

    private Broadcast() {}

    /** {@return {@code x} shown with {@code shape}, to which it broadcasts, without a copy} */
    public static Value expand(Value x, Shape shape) {
        if (x.shape().equals(shape)) {
            return x;
        }
        Value view = x.restrided(shape, Nest.broadcastStrides(x, shape.toArray()), x.offset());
        Shape before = x.shape();
        return Recorder.view(
                "ExpandBackward0", x, view, base -> expand(base, shape), gradient -> undo(gradient, before));
    }

    /** {@return {@code gradient} summed over what broadcasting {@code shape} added, recorded: the gradient of what was broadcast} */
    public static Value undo(Value gradient, Shape shape) {
        if (gradient.shape().equals(shape)) {
            return gradient;
        }
        int lead = gradient.rank() - shape.rank();
        boolean[] dims = new boolean[gradient.rank()];
        for (int d = 0; d < dims.length; d++) {
            dims[d] = d < lead || shape.size(d - lead) == 1 && gradient.shape().size(d) != 1;
        }
        return sumTo(gradient, dims, shape);
    }

    private static Value sumTo(Value x, boolean[] dims, Shape shape) {
        Value summed = sum(x.dtype()).run(x, dims, true)[0];
        Value out = summed.restrided(shape, shape.contiguousStrides(), 0);
        if (Recorder.isNeeded(x)) {
            Recorder.record(new SumNode(x.shape()), new Value[] {x}, out);
        }
        return out;
    }

    /** The gradient of a sum to a shape is its expansion. */
    private static final class SumNode extends Node {
        private final Shape shape;

        SumNode(Shape shape) {
            super("SumToSizeBackward0");
            this.shape = shape;
        }

        @Override
        protected @Nullable Value[] backward(@Nullable Value[] gradOutputs) {
            Value gradient = gradOutputs[0];
            return new @Nullable Value[] {gradient == null ? null : expand(gradient, shape)};
        }
    }

    private static synchronized ReduceFunction sum(DType dtype) {
        ReduceFunction known = SUMS[dtype.ordinal()];
        if (known == null) {
            Expr value = Expr.input(0, dtype);
            known = new ReduceFunction(
                    dtype, List.of(), List.of(new Accumulator.Sum(value)), List.of(Expr.acc(0, 0, dtype)));
            SUMS[dtype.ordinal()] = known;
        }
        return known;
    }
}
