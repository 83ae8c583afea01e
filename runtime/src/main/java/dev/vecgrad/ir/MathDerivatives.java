package dev.vecgrad.ir;

import static dev.vecgrad.ir.MathFns.cos;
import static dev.vecgrad.ir.MathFns.cosh;
import static dev.vecgrad.ir.MathFns.digamma;
import static dev.vecgrad.ir.MathFns.exp;
import static dev.vecgrad.ir.MathFns.i0;
import static dev.vecgrad.ir.MathFns.i1;
import static dev.vecgrad.ir.MathFns.log;
import static dev.vecgrad.ir.MathFns.pow;
import static dev.vecgrad.ir.MathFns.rsqrt;
import static dev.vecgrad.ir.MathFns.sigmoid;
import static dev.vecgrad.ir.MathFns.sin;
import static dev.vecgrad.ir.MathFns.sinh;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The derivative of each {@link MathFn}, by its arguments x (and y) or by its result r where that is cheaper. At kinks and at
 * the edges of the domain the rules are PyTorch's.
 */
final class MathDerivatives {
    private static final double LN2 = 0.6931471805599453;
    private static final double LN10 = 2.302585092994046;
    private static final double TWO_OVER_SQRT_PI = 1.1283791670955126;

    private MathDerivatives() {}

    /** {@return a factor for each argument, null where the function is piecewise constant} */
    static List<@Nullable Expr> of(MathFn fn, List<Expr> args, Expr r) {
        Expr x = args.getFirst();
        return switch (fn) {
            case EXP -> by(r);
            case EXP2 -> by(r.mul(LN2));
            case EXPM1 -> by(r.add(1));
            case LOG -> by(x.rdiv(1));
            case LOG2 -> by(x.mul(LN2).rdiv(1));
            case LOG10 -> by(x.mul(LN10).rdiv(1));
            case LOG1P -> by(x.add(1).rdiv(1));
            case SIN -> by(cos(x));
            case COS -> by(sin(x).neg());
            case TAN -> by(r.square().add(1));
            case ASIN -> by(rsqrt(x.square().rsub(1)));
            case ACOS -> by(rsqrt(x.square().rsub(1)).neg());
            case ATAN -> by(x.square().add(1).rdiv(1));
            case ATAN2 -> atan2(x, args.get(1));
            case SINH -> by(cosh(x));
            case COSH -> by(sinh(x));
            case TANH -> by(r.square().rsub(1));
            case ASINH -> by(rsqrt(x.square().add(1)));
            case ACOSH -> by(rsqrt(x.square().sub(1)));
            case ATANH -> by(x.square().rsub(1).rdiv(1));
            case ERF -> by(bell(x));
            case ERFC -> by(bell(x).neg());
            case SIGMOID -> by(r.mul(r.rsub(1)));
            case SOFTPLUS -> by(sigmoid(x));
            case POW -> power(x, args.get(1), r);
            case HYPOT -> by(x.div(r), args.get(1).div(r));
            case FLOOR, CEIL, TRUNC, ROUND, SIGN -> by((Expr) null);
            case MAXIMUM -> by(share(args.get(1), x), share(x, args.get(1)));
            case MINIMUM -> by(share(x, args.get(1)), share(args.get(1), x));
            case RSQRT -> by(r.mul(r.square()).mul(-0.5));
            case ERFINV -> by(exp(r.square()).mul(1 / TWO_OVER_SQRT_PI));
            case LGAMMA -> by(digamma(x));
            case DIGAMMA -> by(Expr.apply(Polygamma.of(1), x));
            case I0 -> by(i1(x));
            case I1 -> by(x.eq(0).select(x.like(0.5), i0(x).sub(r.div(x))));
        };
    }

    private static Expr bell(Expr x) {
        return exp(x.square().neg()).mul(TWO_OVER_SQRT_PI);
    }

    /** x / (x^2 + y^2) and -y / (x^2 + y^2); at the origin 0. */
    private static List<@Nullable Expr> atan2(Expr y, Expr x) {
        Expr norm = y.square().add(x.square());
        Expr scale = norm.eq(0).select(norm.like(0), norm.rdiv(1));
        return by(x.mul(scale), y.neg().mul(scale));
    }

    /** y x^(y-1), 0 for y = 0; and x^y log(x), 0 where x = 0 and y is not negative. */
    private static List<@Nullable Expr> power(Expr x, Expr y, Expr r) {
        Expr byBase = y.eq(0).select(y.like(0), y.mul(pow(x, y.sub(1))));
        Expr flat = x.eq(0).and(y.ge(0));
        return by(byBase, flat.select(x.like(0), r.mul(log(x))));
    }

    /** The share of {@code winner} in the gradient of a choice that {@code less < winner} decides for it; 1 with NaN. */
    private static Expr share(Expr less, Expr winner) {
        Expr tieOrWin = winner.eq(less).select(winner.like(0.5), winner.like(1));
        return winner.lt(less).select(winner.like(0), tieOrWin);
    }

    private static List<@Nullable Expr> by(@Nullable Expr... factors) {
        return Derivatives.parts(factors);
    }
}
