package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Scalar;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;

/** Ops that choose by a mask. */
public final class Choice {
    private Choice() {}

    /** {@return a where the condition is true, else b} */
    public static Value where(Value condition, Value a, Value b) {
        requireBool("where", "condition", condition);
        return PointwiseLogic.WHERE.apply(condition, a, b);
    }

    /** {@return a where the condition is true, else b} */
    public static Value where(Value condition, Value a, Scalar b) {
        requireBool("where", "condition", condition);
        return PointwiseLogic.WHERE.apply(4, new Value[] {condition, a}, new Scalar[] {b});
    }

    /** {@return a where the condition is true, else b} */
    public static Value where(Value condition, Scalar a, Value b) {
        requireBool("where", "condition", condition);
        return PointwiseLogic.WHERE.apply(2, new Value[] {condition, b}, new Scalar[] {a});
    }

    /** {@return a where the condition is true, else b} */
    public static Value where(Value condition, Scalar a, Scalar b) {
        requireBool("where", "condition", condition);
        return PointwiseLogic.WHERE.apply(6, new Value[] {condition}, new Scalar[] {a, b});
    }

    static Value maskedFill(Value mask, Value self, Value number) {
        requireBool("masked_fill", "mask", mask);
        IndexChecks.requireScalar("masked_fill", number);
        return PointwiseLogic.MASKED_FILL_BY.apply(mask, Arithmetic.cast(number, self.dtype()), self);
    }

    static void maskedFillInPlace(Value mask, Value self, Value number) {
        requireBool("masked_fill", "mask", mask);
        IndexChecks.requireScalar("masked_fill", number);
        Value[] operands = {mask, Arithmetic.cast(number, self.dtype()), self};
        PointwiseLogic.MASKED_FILL_BY.applyInPlace(0, self, operands, new Scalar[0]);
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
