package dev.vecgrad.ir;

/** The words declarations are written in: each {@link MathFn} and some primitives as static methods. */
public final class MathFns {
    private MathFns() {}

    /** {@return e^x} */
    public static Expr exp(Expr x) {
        return Expr.apply(MathFn.EXP, x);
    }

    /** {@return 2^x} */
    public static Expr exp2(Expr x) {
        return Expr.apply(MathFn.EXP2, x);
    }

    /** {@return e^x - 1} */
    public static Expr expm1(Expr x) {
        return Expr.apply(MathFn.EXPM1, x);
    }

    /** {@return the natural logarithm of x} */
    public static Expr log(Expr x) {
        return Expr.apply(MathFn.LOG, x);
    }

    /** {@return the logarithm of x to base 2} */
    public static Expr log2(Expr x) {
        return Expr.apply(MathFn.LOG2, x);
    }

    /** {@return the logarithm of x to base 10} */
    public static Expr log10(Expr x) {
        return Expr.apply(MathFn.LOG10, x);
    }

    /** {@return log(1 + x)} */
    public static Expr log1p(Expr x) {
        return Expr.apply(MathFn.LOG1P, x);
    }

    /** {@return the sine of x} */
    public static Expr sin(Expr x) {
        return Expr.apply(MathFn.SIN, x);
    }

    /** {@return the cosine of x} */
    public static Expr cos(Expr x) {
        return Expr.apply(MathFn.COS, x);
    }

    /** {@return the tangent of x} */
    public static Expr tan(Expr x) {
        return Expr.apply(MathFn.TAN, x);
    }

    /** {@return the angle whose sine is x} */
    public static Expr asin(Expr x) {
        return Expr.apply(MathFn.ASIN, x);
    }

    /** {@return the angle whose cosine is x} */
    public static Expr acos(Expr x) {
        return Expr.apply(MathFn.ACOS, x);
    }

    /** {@return the angle whose tangent is x} */
    public static Expr atan(Expr x) {
        return Expr.apply(MathFn.ATAN, x);
    }

    /** {@return the angle of the point (x, y)} */
    public static Expr atan2(Expr y, Expr x) {
        return Expr.apply(MathFn.ATAN2, y, x);
    }

    /** {@return the hyperbolic sine of x} */
    public static Expr sinh(Expr x) {
        return Expr.apply(MathFn.SINH, x);
    }

    /** {@return the hyperbolic cosine of x} */
    public static Expr cosh(Expr x) {
        return Expr.apply(MathFn.COSH, x);
    }

    /** {@return the hyperbolic tangent of x} */
    public static Expr tanh(Expr x) {
        return Expr.apply(MathFn.TANH, x);
    }

    /** {@return the inverse hyperbolic sine of x} */
    public static Expr asinh(Expr x) {
        return Expr.apply(MathFn.ASINH, x);
    }

    /** {@return the inverse hyperbolic cosine of x} */
    public static Expr acosh(Expr x) {
        return Expr.apply(MathFn.ACOSH, x);
    }

    /** {@return the inverse hyperbolic tangent of x} */
    public static Expr atanh(Expr x) {
        return Expr.apply(MathFn.ATANH, x);
    }

    /** {@return the error function of x} */
    public static Expr erf(Expr x) {
        return Expr.apply(MathFn.ERF, x);
    }

    /** {@return 1 - erf(x)} */
    public static Expr erfc(Expr x) {
        return Expr.apply(MathFn.ERFC, x);
    }

    /** {@return 1 / (1 + e^-x)} */
    public static Expr sigmoid(Expr x) {
        return Expr.apply(MathFn.SIGMOID, x);
    }

    /** {@return log(1 + e^x)} */
    public static Expr softplus(Expr x) {
        return Expr.apply(MathFn.SOFTPLUS, x);
    }

    /** {@return x^y} */
    public static Expr pow(Expr x, Expr y) {
        return Expr.apply(MathFn.POW, x, y);
    }

    /** {@return sqrt(x^2 + y^2)} */
    public static Expr hypot(Expr x, Expr y) {
        return Expr.apply(MathFn.HYPOT, x, y);
    }

    /** {@return the greatest integer not above x} */
    public static Expr floor(Expr x) {
        return Expr.apply(MathFn.FLOOR, x);
    }

    /** {@return the least integer not below x} */
    public static Expr ceil(Expr x) {
        return Expr.apply(MathFn.CEIL, x);
    }

    /** {@return the integer part of x} */
    public static Expr trunc(Expr x) {
        return Expr.apply(MathFn.TRUNC, x);
    }

    /** {@return the integer nearest to x, halves to even} */
    public static Expr round(Expr x) {
        return Expr.apply(MathFn.ROUND, x);
    }

    /** {@return the greater of two; NaN if one is} */
    public static Expr maximum(Expr a, Expr b) {
        return Expr.apply(MathFn.MAXIMUM, a, b);
    }

    /** {@return the lesser of two; NaN if one is} */
    public static Expr minimum(Expr a, Expr b) {
        return Expr.apply(MathFn.MINIMUM, a, b);
    }

    /** {@return -1, 0 or 1 as x is; 0 for NaN} */
    public static Expr sign(Expr x) {
        return Expr.apply(MathFn.SIGN, x);
    }

    /** {@return 1 / sqrt(x)} */
    public static Expr rsqrt(Expr x) {
        return Expr.apply(MathFn.RSQRT, x);
    }

    /** {@return the inverse error function of x} */
    public static Expr erfinv(Expr x) {
        return Expr.apply(MathFn.ERFINV, x);
    }

    /** {@return the logarithm of |gamma(x)|} */
    public static Expr lgamma(Expr x) {
        return Expr.apply(MathFn.LGAMMA, x);
    }

    /** {@return the derivative of lgamma at x} */
    public static Expr digamma(Expr x) {
        return Expr.apply(MathFn.DIGAMMA, x);
    }

    /** {@return the modified Bessel function of order 0 of x} */
    public static Expr i0(Expr x) {
        return Expr.apply(MathFn.I0, x);
    }

    /** {@return the modified Bessel function of order 1 of x} */
    public static Expr i1(Expr x) {
        return Expr.apply(MathFn.I1, x);
    }

    /** {@return log(sigmoid(x)), without overflow or cancellation} */
    public static Expr logSigmoid(Expr x) {
        return neg(softplus(neg(x)));
    }

    /** {@return -x} */
    public static Expr neg(Expr x) {
        return x.neg();
    }

    /** {@return |x|} */
    public static Expr abs(Expr x) {
        return x.abs();
    }

    /** {@return the square root of x} */
    public static Expr sqrt(Expr x) {
        return x.sqrt();
    }

    /** {@return {@code condition ? a : b}} */
    public static Expr select(Expr condition, Expr a, Expr b) {
        return condition.select(a, b);
    }
}
