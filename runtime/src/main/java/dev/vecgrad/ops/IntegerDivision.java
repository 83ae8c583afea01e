package dev.vecgrad.ops;

import dev.vecgrad.core.Scalar;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.VecgradException;

/** Integers are not divided by zero: that is PyTorch's error, found before anything is computed. */
final class IntegerDivision {
    private IntegerDivision() {}

    static void check(String op, Value a, Value b) {
        boolean integral = a.dtype().isIntegral() && b.dtype().isIntegral();
        if (integral && Predicates.any(PointwiseLogic.EQ.apply(b, Scalar.of(0L)))) {
            throw zero(op);
        }
    }

    static void check(String op, Value a, long b) {
        if (!a.dtype().isFloatingPoint() && b == 0) {
            throw zero(op);
        }
    }

    private static VecgradException zero(String op) {
        return new VecgradException(op + ": ZeroDivisionError: an integer divisor must not be 0");
    }
}
