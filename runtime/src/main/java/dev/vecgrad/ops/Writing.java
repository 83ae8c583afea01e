package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Bits;
import dev.vecgrad.core.Broadcast;
import dev.vecgrad.core.Recorder;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;

/** Writing over a tensor. */
public final class Writing {
    private Writing() {}

    /** Writes {@code source}, which broadcasts and is converted, over {@code target}; recorded. */
    public static void copy(Value target, Value source) {
        Recorder.checkInPlace("copy", target, source);
        requireExpands(source.shape(), target.shape());
        Value converted = Arithmetic.cast(source.detach(), target.dtype());
        Arithmetic.copyInto(target, converted);
        DType dtype = source.dtype();
        Shape shape = source.shape();
        Recorder.recordInPlace("CopyBackwards", new Value[] {target, source}, target, call -> new Value[] {
            call.needs(0) ? Arithmetic.zerosLike(call.gradient()) : null,
            call.needs(1) ? Broadcast.undo(Arithmetic.cast(call.gradient(), dtype), shape) : null
        });
    }

    private static void requireExpands(Shape source, Shape target) {
        if (!Shape.broadcast("copy", target, source).equals(target)) {
            throw new ShapeException(
                    "copy: a source of shape " + source + " does not expand to the target's " + target);
        }
    }

    /** Sets every element of {@code target}; recorded. */
    public static void fill(Value target, double number) {
        fill("fill", "FillBackward2", target, number);
    }

    /** Sets every element of {@code target} to zero; recorded. */
    public static void zero(Value target) {
        fill("zero", "ZeroBackward0", target, 0);
    }

    private static void fill(String op, String node, Value target, double number) {
        Recorder.checkInPlace(op, target);
        Arithmetic.fillInto(target, Bits.of(target.dtype(), number));
        Recorder.recordInPlace(node, new Value[] {target}, target, call ->
                new Value[] {call.needs(0) ? Arithmetic.zerosLike(call.gradient()) : null});
    }

    /** Drops the gradient of {@code leaf} or, if not {@code setToNull}, fills it with zeros; its history is dropped too. */
    public static void zeroGrad(Value leaf, boolean setToNull) {
        Value gradient = setToNull ? null : leaf.gradToRead();
        Value kept = gradient == null ? null : gradient.detach();
        if (kept != null) {
            fill(kept, 0);
        }
        leaf.grad(kept);
    }
}
