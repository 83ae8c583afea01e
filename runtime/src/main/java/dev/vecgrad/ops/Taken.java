package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Recorder;
import dev.vecgrad.core.SavedValue;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Shape;

/** The gradient of elements that were taken from a tensor: it goes back to where they were. */
final class Taken {
    private Taken() {}

    /**
     * Records that {@code values} were taken along dim {@code d} of {@code x}.
     *
     * @param node the node's name
     * @param indices where from; has dim {@code d}
     * @param keepdim whether {@code values} has it too
     * @return {@code values}
     */
    static Value record(String node, Value x, int d, Value values, Value indices, boolean keepdim) {
        Shape shape = x.shape();
        DType dtype = x.dtype();
        return Recorder.record(
                node,
                new Value[] {x},
                values,
                call -> {
                    boolean dropped = !keepdim && shape.rank() > 0;
                    Value g = dropped ? Movement.unsqueeze(call.gradient(), d) : call.gradient();
                    Value zeros = Arithmetic.full(shape, dtype, 0, g.device());
                    return new Value[] {Indexing.scatterAdd(zeros, d, call.saved(0), g)};
                },
                SavedValue.of(indices));
    }

    /** Records that the scalar {@code value} is that of all equal elements of {@code x}, which share its gradient evenly; {@return it}. */
    static Value recordShared(String node, Value x, Value value) {
        DType dtype = x.dtype();
        return Recorder.record(
                node,
                new Value[] {x},
                value,
                call -> {
                    Var all = new Var(call.saved(0).detach());
                    Var taken = new Var(call.saved(1).detach());
                    Var equal = all.eq(taken).logicalOr(all.isnan().logicalAnd(taken.isnan()));
                    Var share = cast(equal, dtype).div(cast(equal.sum(), dtype));
                    return new Value[] {share.mul(new Var(call.gradient())).value()};
                },
                SavedValue.of(x),
                SavedValue.ofOutput(value));
    }

    private static Var cast(Var x, DType dtype) {
        return new Var(Arithmetic.cast(x.value(), dtype));
    }
}
