package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Recorder;
import dev.vecgrad.core.Strides;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.Shape;
import java.util.function.UnaryOperator;

/** Views of some of a value's elements, each of them at most once. Gradient: the incoming one at these elements, zero at the others. */
final class Parts {
    private Parts() {}

    /**
     * {@return a view of a part of {@code x}; recorded}
     *
     * @param cut makes the part of a value of the shape of {@code x} by its strides alone
     */
    static Value view(String node, Value x, UnaryOperator<Value> cut) {
        Layout layout = Layout.of(x);
        return Recorder.view(node, x, cut.apply(x), cut::apply, gradient -> embed(node, gradient, layout, cut));
    }

    /**
     * Where the elements of a whole lie. Gradients of several parts lie as their whole, so that their sum is one pass from end to end.
     *
     * @param strides without gaps, in some order of the dims
     */
    record Layout(Shape shape, long[] strides) {
        /** {@return that of {@code x}, row by row if it has gaps} */
        static Layout of(Value x) {
            return Strides.isDense(x.shape(), x.strides()) ? new Layout(x.shape(), x.strides()) : rowByRow(x.shape());
        }

        static Layout rowByRow(Shape shape) {
            return new Layout(shape, shape.contiguousStrides());
        }
    }

    /** {@return zeros whose part that {@code cut} shows is {@code part}; recorded} */
    static Value embed(String node, Value part, Layout layout, UnaryOperator<Value> cut) {
        Shape shape = layout.shape;
        Value whole = Arithmetic.full(shape, part.dtype(), 0, part.device()).restrided(shape, layout.strides, 0);
        Arithmetic.copyInto(cut.apply(whole), part);
        if (Recorder.isNeeded(part)) {
            String name = node.replace("Backward", "BackwardBackward");
            Recorder.record(name, new Value[] {part}, whole, call -> new Value[] {view(node, call.gradient(), cut)});
        }
        return whole;
    }
}
