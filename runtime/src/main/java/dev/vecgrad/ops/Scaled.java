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

    /** {@return x times a number; x itself if that is 1} */
    static Value times(Value x, double factor) {
        return factor == 1 ? x : PointwiseArithmetic.MUL.apply(x, factor(factor)[0]);
    }

    /** {@return beta a + alpha b, where a broadcasts to b and is not looked at if beta is 0} */
    static Value sum(Value a, Value b, double beta, double alpha) {
        return beta == 0 ? times(b, alpha) : PointwiseArithmetic.ADD.apply(times(a, beta), times(b, alpha));
    }

    static void threeInPlace(Elementwise op, Value self, Value a, Value b, double factor) {
        op.applyInPlace(8, self, new Value[] {self, a, b}, factor(factor));
    }

    /** A whole factor counts as an integer, so that it promotes nothing. */
    private static Scalar[] factor(double alpha) {
        return new Scalar[] {alpha == Math.rint(alpha) ? Scalar.of((long) alpha) : Scalar.of(alpha)};
    }
}
