package dev.vecgrad.tests.accuracy;

import dev.vecgrad.ir.MathFn;

/**
 * The functions in double precision, each to a few of its units, 2^-29 of a float's: what a float32 result is measured against. They
 * stand on {@link Math} and on series, and share nothing with the lowerings.
 */
final class FloatTruth {
    private static final double LN2 = 0.6931471805599453;
    private static final double TWO_OVER_SQRT_PI = 1.1283791670955126;

    private FloatTruth() {}

    static double of(MathFn fn, double x) {
        return switch (fn) {
            case EXP -> Math.exp(x);
            case EXP2 -> Math.pow(2, x);
            case EXPM1 -> Math.expm1(x);
            case LOG -> Math.log(x);
            case LOG2 -> Math.log(x) / LN2;
            case LOG10 -> Math.log10(x);
            case LOG1P -> Math.log1p(x);
            case SIN -> Math.sin(x);
            case COS -> Math.cos(x);
            case TAN -> Math.tan(x);
            case ASIN -> Math.asin(x);
            case ACOS -> Math.acos(x);
            case ATAN -> Math.atan(x);
            case SINH -> Math.sinh(x);
            case COSH -> Math.cosh(x);
            case TANH -> Math.tanh(x);
            case ASINH -> asinh(x);
            case ACOSH -> acosh(x);
            case ATANH -> 0.5 * Math.copySign(Math.log1p(2 * Math.abs(x) / (1 - Math.abs(x))), x);
            case ERF -> erf(x);
            case ERFC -> erfc(x);
            case SIGMOID -> 1 / (1 + Math.exp(-x));
            case SOFTPLUS -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
            case FLOOR -> Math.floor(x);
            case CEIL -> Math.ceil(x);
            case TRUNC -> Math.copySign(Math.floor(Math.abs(x)), x);
            case ROUND -> Math.rint(x);
            case SIGN -> Double.isNaN(x) ? 0 : Math.signum(x) + 0.0;
            case RSQRT -> 1 / Math.sqrt(x);
            case ERFINV, LGAMMA, DIGAMMA, I0, I1 ->
                throw new IllegalArgumentException(fn + " is measured by golden values");
            case ATAN2, POW, HYPOT, MAXIMUM, MINIMUM -> throw new IllegalArgumentException(fn + " takes two arguments");
        };
    }

    static double of(MathFn fn, double x, double y) {
        return switch (fn) {
            case ATAN2 -> Math.atan2(x, y);
            case POW -> x == 1 || y == 0 ? 1 : x == -1 && Double.isInfinite(y) ? 1 : Math.pow(x, y);
            case HYPOT -> Math.hypot(x, y);
            default -> throw new IllegalArgumentException(fn + " is not measured with two arguments");
        };
    }

    private static double asinh(double x) {
        double a = Math.abs(x);
        return Math.copySign(a == Double.POSITIVE_INFINITY ? a : Math.log1p(a + a * a / (1 + Math.sqrt(1 + a * a))), x);
    }

    private static double acosh(double x) {
        double t = x - 1;
        return !(t >= 0) ? Double.NaN : x == Double.POSITIVE_INFINITY ? x : Math.log1p(t + Math.sqrt(t * (t + 2)));
    }

    /** Of positive terms only: {@code 2/sqrt(pi) e^-x^2 (x + 2/3 x^3 + 4/15 x^5 + ...)}. */
    private static double erf(double x) {
        double a = Math.abs(x);
        if (!(a < 6)) {
            return Double.isNaN(x) ? x : Math.copySign(1, x);
        }
        if (a < 0x1p-13) {
            return TWO_OVER_SQRT_PI * x * (1 - x * x / 3);
        }
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return TWO_OVER_SQRT_PI * Math.exp(-x * x) * sum;
    }

    /** From 1.5 on by the continued fraction of Laplace, whose 120th convergent is exact to 1e-16 there. */
    private static double erfc(double x) {
        if (!(x > 1.5)) {
            return 1 - erf(x);
        }
        double tail = x;
        for (int n = 120; n > 0; n--) {
            tail = x + n / 2.0 / tail;
        }
        return x > 30 ? 0 : TWO_OVER_SQRT_PI / 2 * Math.exp(-x * x) / tail;
    }
}
