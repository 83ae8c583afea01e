package dev.vecgrad.ops;

import dev.vecgrad.core.Elementwise;
import dev.vecgrad.core.Scalar;
import dev.vecgrad.core.Value;

/** Ops of several tensors and a factor. */
final class Scaled {
    private Scaled() {}

    static Value add(Value a, Value b, double alpha) {
        return PointwiseArithmetic.ADD_SCALED.apply(4, new Value[] {a, b}, factor(alpha));
    }

    static void addInPlace(Value a, Value b, double alpha) {
        PointwiseArithmetic.ADD_SCALED.applyInPlace(4, a, new Value[] {a, b}, factor(alpha));
    }

    static Value three(Elementwise op, Value self, Value a, Value b, double factor) {
        return op.apply(8, new Value[] {self, a, b}, factor(factor));
    }

    /** A whole factor counts as an integer, so that it promotes nothing. */
    private static Scalar[] factor(double alpha) {
        return new Scalar[] {alpha == Math.rint(alpha) ? Scalar.of((long) alpha) : Scalar.of(alpha)};
    }
}
