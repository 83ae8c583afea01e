package dev.vecgrad.ops;

import dev.vecgrad.core.Scalar;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;

/** Ops that choose by a mask. */
final class Choice {
    private Choice() {}

    static Value where(Value condition, Value a, Value b) {
        requireBool("where", "condition", condition);
        return PointwiseLogic.WHERE.apply(condition, a, b);
    }

    static Value where(Value condition, Value a, Scalar b) {
        requireBool("where", "condition", condition);
        return PointwiseLogic.WHERE.apply(4, new Value[] {condition, a}, new Scalar[] {b});
    }

    static Value maskedFill(Value mask, Value self, Scalar number) {
        requireBool("masked_fill", "mask", mask);
        return PointwiseLogic.MASKED_FILL.apply(2, new Value[] {mask, self}, new Scalar[] {fitting(self, number)});
    }

    static void maskedFillInPlace(Value mask, Value self, Scalar number) {
        requireBool("masked_fill", "mask", mask);
        PointwiseLogic.MASKED_FILL.applyInPlace(
                2, self, new Value[] {mask, self}, new Scalar[] {fitting(self, number)});
    }

    /** The tensor keeps its dtype: an integer one drops what is behind the point, to a bool one all but zero is true. */
    private static Scalar fitting(Value self, Scalar number) {
        return switch (self.dtype().category()) {
            case FLOATING -> number;
            case INTEGRAL -> Scalar.of(number.integer());
            case BOOL -> Scalar.of(number.real() != 0);
        };
    }

    private static void requireBool(String op, String role, Value mask) {
        if (mask.dtype() != DType.BOOL) {
            throw new DTypeException(op + ": expected " + role + " to be a boolean tensor, but got a tensor with dtype "
                    + mask.dtype() + ": compare it to get one");
        }
    }
}
