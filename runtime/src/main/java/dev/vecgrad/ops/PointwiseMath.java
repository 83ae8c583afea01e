package dev.vecgrad.ops;

import static dev.vecgrad.ir.MathFns.exp;
import static dev.vecgrad.ir.MathFns.exp2;
import static dev.vecgrad.ir.MathFns.log1p;
import static dev.vecgrad.ir.MathFns.log2;
import static dev.vecgrad.ir.MathFns.maximum;
import static dev.vecgrad.ir.MathFns.select;
import static dev.vecgrad.ops.Declare.by;

import dev.vecgrad.core.Elementwise;
import dev.vecgrad.core.Elementwise.Rule;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.MathFn;
import java.util.List;

/** Elementwise functions of mathematics. */
public final class PointwiseMath {
    private static final double LN2 = 0.6931471805599453;
    private static final Declare DECLARE = new Declare();

    /** e^x. */
    public static final Elementwise EXP = DECLARE.math("ExpBackward0", MathFn.EXP);

    /** 2^x. */
    public static final Elementwise EXP2 = DECLARE.math("Exp2Backward0", MathFn.EXP2);

    /** e^x - 1. */
    public static final Elementwise EXPM1 = DECLARE.math("Expm1Backward0", MathFn.EXPM1);

    /** The natural logarithm. */
    public static final Elementwise LOG = DECLARE.math("LogBackward0", MathFn.LOG);

    /** The logarithm to base 2. */
    public static final Elementwise LOG2 = DECLARE.math("Log2Backward0", MathFn.LOG2);

    /** The logarithm to base 10. */
    public static final Elementwise LOG10 = DECLARE.math("Log10Backward0", MathFn.LOG10);

    /** log(1 + x). */
    public static final Elementwise LOG1P = DECLARE.math("Log1PBackward0", MathFn.LOG1P);

    /** The square root. */
    public static final Elementwise SQRT = DECLARE.unary("sqrt", "SqrtBackward0", Rule.FLOATING, Expr::sqrt);

    /** 1 / sqrt(x). */
    public static final Elementwise RSQRT = DECLARE.math("RsqrtBackward0", MathFn.RSQRT);

    /** The sine. */
    public static final Elementwise SIN = DECLARE.math("SinBackward0", MathFn.SIN);

    /** The cosine. */
    public static final Elementwise COS = DECLARE.math("CosBackward0", MathFn.COS);

    /** The tangent. */
    public static final Elementwise TAN = DECLARE.math("TanBackward0", MathFn.TAN);

    /** The inverse sine. */
    public static final Elementwise ASIN = DECLARE.math("AsinBackward0", MathFn.ASIN);

    /** The inverse cosine. */
    public static final Elementwise ACOS = DECLARE.math("AcosBackward0", MathFn.ACOS);

    /** The inverse tangent. */
    public static final Elementwise ATAN = DECLARE.math("AtanBackward0", MathFn.ATAN);

    /** The angle of (x, y); operands y, x. */
    public static final Elementwise ATAN2 = DECLARE.math("Atan2Backward0", MathFn.ATAN2);

    /** The hyperbolic sine. */
    public static final Elementwise SINH = DECLARE.math("SinhBackward0", MathFn.SINH);

    /** The hyperbolic cosine. */
    public static final Elementwise COSH = DECLARE.math("CoshBackward0", MathFn.COSH);

    /** The hyperbolic tangent. */
    public static final Elementwise TANH = DECLARE.math("TanhBackward0", MathFn.TANH);

    /** The inverse hyperbolic sine. */
    public static final Elementwise ASINH = DECLARE.math("AsinhBackward0", MathFn.ASINH);

    /** The inverse hyperbolic cosine. */
    public static final Elementwise ACOSH = DECLARE.math("AcoshBackward0", MathFn.ACOSH);

    /** The inverse hyperbolic tangent. */
    public static final Elementwise ATANH = DECLARE.math("AtanhBackward0", MathFn.ATANH);

    /** The error function. */
    public static final Elementwise ERF = DECLARE.math("ErfBackward0", MathFn.ERF);

    /** 1 - erf(x). */
    public static final Elementwise ERFC = DECLARE.math("ErfcBackward0", MathFn.ERFC);

    /** 1 / (1 + e^-x). */
    public static final Elementwise SIGMOID = DECLARE.math("SigmoidBackward0", MathFn.SIGMOID);

    /** sqrt(x^2 + y^2). */
    public static final Elementwise HYPOT = DECLARE.math("HypotBackward0", MathFn.HYPOT);

    /** log(e^a + e^b) without overflow. */
    public static final Elementwise LOGADDEXP = DECLARE.withGradient(
            "logaddexp",
            "LogaddexpBackward0",
            2,
            x -> logAddExp(x.get(0), x.get(1)),
            (x, r) -> by(share(x.get(0), r, 1), share(x.get(1), r, 1)));

    /** log2(2^a + 2^b) without overflow. */
    public static final Elementwise LOGADDEXP2 = DECLARE.withGradient(
            "logaddexp2",
            "Logaddexp2Backward0",
            2,
            x -> logAddExp2(x.get(0), x.get(1)),
            (x, r) -> by(share(x.get(0), r, LN2), share(x.get(1), r, LN2)));

    /** Degrees as radians. */
    public static final Elementwise DEG2RAD =
            DECLARE.unary("deg2rad", "Deg2RadBackward0", Rule.FLOATING, x -> x.mul(Math.PI / 180));

    /** Radians as degrees. */
    public static final Elementwise RAD2DEG =
            DECLARE.unary("rad2deg", "Rad2DegBackward0", Rule.FLOATING, x -> x.mul(180 / Math.PI));

    private PointwiseMath() {}

    /** {@return the declarations of this class} */
    public static List<Elementwise> all() {
        return DECLARE.all();
    }

    private static Expr logAddExp(Expr a, Expr b) {
        Expr sum = maximum(a, b).add(log1p(exp(a.sub(b).abs().neg())));
        return select(sameInfinity(a, b), a, sum);
    }

    private static Expr logAddExp2(Expr a, Expr b) {
        Expr sum = maximum(a, b).add(log2(exp2(a.sub(b).abs().neg()).add(1)));
        return select(sameInfinity(a, b), a, sum);
    }

    private static Expr sameInfinity(Expr a, Expr b) {
        return a.eq(b).and(a.abs().eq(Double.POSITIVE_INFINITY));
    }

    private static Expr share(Expr x, Expr result, double base) {
        return exp(x.sub(result).mul(base));
    }
}
