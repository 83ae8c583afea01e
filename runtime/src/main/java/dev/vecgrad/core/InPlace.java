package dev.vecgrad.core;

import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;

/** What an in-place op asks of its target. */
public final class InPlace {
    private InPlace() {}

    /** Throws unless the broadcast shape of {@code values} is the target's, and {@code result} can be cast to its dtype. */
    public static void check(String op, Value target, Value[] values, DType result) {
        Shape shape = target.shape();
        for (Value value : values) {
            shape = Shape.broadcast(op, shape, value.shape());
        }
        if (!shape.equals(target.shape())) {
            throw new ShapeException(op + "_: output with shape " + target.shape()
                    + " doesn't match the broadcast shape " + shape + ": an in-place op keeps its tensor's shape");
        }
        if (result.category().compareTo(target.dtype().category()) > 0) {
            throw new DTypeException(op + "_: result type " + result + " can't be cast to the desired output type "
                    + target.dtype() + ": an in-place op keeps its tensor's dtype");
        }
    }
}
