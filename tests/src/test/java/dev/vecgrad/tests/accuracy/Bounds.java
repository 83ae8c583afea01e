package dev.vecgrad.tests.accuracy;

import dev.vecgrad.ir.MathFn;

/** The errors that the lowerings state, in units of the last place. */
final class Bounds {
    private Bounds() {}

    /** {@return the bound in float32} */
    static double single(MathFn fn) {
        return switch (fn) {
            case EXP, EXP2, LOG -> 1;
            case HYPOT -> 1.1;
            case LOG2, LOG10, ERF, POW -> 1.2;
            case TAN, ATAN, SINH, COSH, RSQRT -> 1.5;
            case LOG1P, EXPM1, TANH -> 1.6;
            case SIN, COS -> 1.7;
            case ASIN, ACOS, ATAN2, ASINH, ACOSH, ATANH, ERFC, SIGMOID, SOFTPLUS -> 2;
            case FLOOR, CEIL, TRUNC, ROUND, MAXIMUM, MINIMUM, SIGN -> 0;
            case ERFINV, LGAMMA, DIGAMMA, I0, I1 -> 1;
        };
    }

    /** {@return the bound in float64} */
    static double twice(MathFn fn) {
        return switch (fn) {
            case EXP,
                    EXP2,
                    LOG,
                    HYPOT,
                    LOG2,
                    LOG10,
                    ERF,
                    POW,
                    LOG1P,
                    TAN,
                    ATAN,
                    SINH,
                    COSH,
                    RSQRT,
                    EXPM1,
                    SIN,
                    COS,
                    ASIN,
                    ACOS,
                    ATAN2,
                    ASINH,
                    ACOSH,
                    ATANH,
                    ERFC,
                    SIGMOID,
                    SOFTPLUS -> 2.5;
            case TANH -> 2.9;
            case FLOOR, CEIL, TRUNC, ROUND, MAXIMUM, MINIMUM, SIGN -> 0;
            case ERFINV -> 4;
            case LGAMMA -> 5;
            case DIGAMMA, I0, I1 -> 6;
        };
    }
}
