package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Recorder;
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
        Shape shape = x.shape();
        return Recorder.view(node, x, cut.apply(x), cut::apply, gradient -> embed(node, gradient, shape, cut));
    }

    /** {@return zeros of {@code shape} whose part that {@code cut} shows is {@code part}; recorded} */
    static Value embed(String node, Value part, Shape shape, UnaryOperator<Value> cut) {
        Value whole = Arithmetic.full(shape, part.dtype(), 0, part.device());
        Arithmetic.copyInto(cut.apply(whole), part);
        if (Recorder.isNeeded(part)) {
            String name = node.replace("Backward", "BackwardBackward");
            Recorder.record(name, new Value[] {part}, whole, call -> new Value[] {view(node, call.gradient(), cut)});
        }
        return whole;
    }
}
