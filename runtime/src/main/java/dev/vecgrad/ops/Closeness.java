package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Elementwise;
import dev.vecgrad.core.Scalar;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.VecgradException;

/** Whether tensors are alike. */
final class Closeness {
    private Closeness() {}

    /** Integers are compared in float64. */
    static Value isclose(Value a, Value b, double rtol, double atol, boolean equalNan) {
        if (a.dtype() != b.dtype()) {
            throw new DTypeException(
                    "isclose: " + a.dtype() + " did not match " + b.dtype() + ": both tensors must have one dtype");
        }
        requireNotNegative("rtol", rtol);
        requireNotNegative("atol", atol);
        Elementwise op = equalNan ? PointwiseLogic.ISCLOSE_OR_NAN : PointwiseLogic.ISCLOSE;
        Scalar[] tolerances = {Scalar.of(rtol), Scalar.of(atol)};
        return op.apply(12, new Value[] {floating(a), floating(b)}, tolerances);
    }

    static boolean allclose(Value a, Value b, double rtol, double atol, boolean equalNan) {
        return !Predicates.any(PointwiseLogic.LOGICAL_NOT.apply(isclose(a, b, rtol, atol, equalNan)));
    }

    static boolean equal(Value a, Value b) {
        return a.shape().equals(b.shape()) && !Predicates.any(PointwiseLogic.NE.apply(a, b));
    }

    private static Value floating(Value x) {
        return x.dtype().isFloatingPoint() ? x : Arithmetic.cast(x, DType.FLOAT64);
    }

    private static void requireNotNegative(String name, double tolerance) {
        if (!(tolerance >= 0)) {
            throw new VecgradException(
                    "isclose: " + name + " must be greater than or equal to zero, but got " + tolerance);
        }
    }
}
