package dev.vecgrad.ir;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The functions of mathematics that declarations are written in, above the primitives.
 *
 * <p>Each has one lowering for float32 and one for float64, so that every backend computes the same bits. Special values are
 * those of C99. Derivatives stand in {@link MathDerivatives}; {@link MathFns} has a static method for each.
 */
public enum MathFn implements Fn {
    /** e^x. */
    EXP("exp", 1),
    /** 2^x; exact for integers. */
    EXP2("exp2", 1),
    /** e^x - 1. */
    EXPM1("expm1", 1),
    /** The natural logarithm. */
    LOG("log", 1),
    /** The logarithm to base 2; exact for powers of two. */
    LOG2("log2", 1),
    /** The logarithm to base 10. */
    LOG10("log10", 1),
    /** log(1 + x). */
    LOG1P("log1p", 1),
    /** The sine of x in radians. */
    SIN("sin", 1),
    /** The cosine of x in radians. */
    COS("cos", 1),
    /** The tangent of x in radians. */
    TAN("tan", 1),
    /** The angle in [-pi/2, pi/2] whose sine is x. */
    ASIN("asin", 1),
    /** The angle in [0, pi] whose cosine is x. */
    ACOS("acos", 1),
    /** The angle in [-pi/2, pi/2] whose tangent is x. */
    ATAN("atan", 1),
    /** The angle of the point (x, y), in [-pi, pi]; arguments y, x. */
    ATAN2("atan2", 2),
    /** (e^x - e^-x) / 2. */
    SINH("sinh", 1),
    /** (e^x + e^-x) / 2. */
    COSH("cosh", 1),
    /** sinh(x) / cosh(x). */
    TANH("tanh", 1),
    /** The inverse of sinh. */
    ASINH("asinh", 1),
    /** The inverse of cosh that is not negative. */
    ACOSH("acosh", 1),
    /** The inverse of tanh. */
    ATANH("atanh", 1),
    /** The error function, 2/sqrt(pi) times the integral of e^-t^2 from 0 to x. */
    ERF("erf", 1),
    /** 1 - erf(x). */
    ERFC("erfc", 1),
    /** 1 / (1 + e^-x). */
    SIGMOID("sigmoid", 1),
    /** log(1 + e^x), for any x without overflow or cancellation. */
    SOFTPLUS("softplus", 1),
    /** x^y. */
    POW("pow", 2),
    /** sqrt(x^2 + y^2) without overflow or underflow on the way. */
    HYPOT("hypot", 2),
    /** The greatest integer not above x. */
    FLOOR("floor", 1),
    /** The least integer not below x. */
    CEIL("ceil", 1),
    /** The integer part, toward zero. */
    TRUNC("trunc", 1),
    /** The nearest integer, halves to the even one. */
    ROUND("round", 1),
    /** The greater argument; NaN if one is. At a tie each has half of the gradient. */
    MAXIMUM("maximum", 2),
    /** The lesser argument; NaN if one is. At a tie each has half of the gradient. */
    MINIMUM("minimum", 2),
    /** -1, 0 or 1; 0 for NaN. */
    SIGN("sign", 1),
    /** 1 / sqrt(x). */
    RSQRT("rsqrt", 1),
    /** The inverse of erf. */
    ERFINV("erfinv", 1),
    /** The logarithm of |gamma(x)|. */
    LGAMMA("lgamma", 1),
    /** The derivative of lgamma. */
    DIGAMMA("digamma", 1),
    /** The modified Bessel function of order 0. */
    I0("i0", 1),
    /** The modified Bessel function of order 1. */
    I1("i1", 1);

    private final String text;
    private final int arity;

    MathFn(String text, int arity) {
        this.text = text;
        this.arity = arity;
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public int arity() {
        return arity;
    }

    @Override
    public Expr expand(List<Expr> args) {
        return MathLowering.expand(this, args);
    }

    @Override
    public List<@Nullable Expr> derivatives(List<Expr> args, Expr result) {
        return MathDerivatives.of(this, args, result);
    }
}
