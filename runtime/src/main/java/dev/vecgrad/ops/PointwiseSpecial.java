package dev.vecgrad.ops;

import static dev.vecgrad.ir.MathFns.cos;
import static dev.vecgrad.ir.MathFns.log;
import static dev.vecgrad.ir.MathFns.log1p;
import static dev.vecgrad.ir.MathFns.select;
import static dev.vecgrad.ir.MathFns.sin;
import static dev.vecgrad.ops.Declare.by;

import dev.vecgrad.core.Elementwise;
import dev.vecgrad.core.Elementwise.Rule;
import dev.vecgrad.core.Value;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.MathFn;
import dev.vecgrad.ir.Polygamma;
import dev.vecgrad.type.VecgradException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Elementwise special functions. */
public final class PointwiseSpecial {
    /** The next term would be 2^-60 of the first. */
    private static final int HIGHEST_POLYGAMMA = 8;

    private static final int SINC_TERMS = 10;

    private static final Declare DECLARE = new Declare();

    /** The inverse of erf. */
    public static final Elementwise ERFINV = DECLARE.math("ErfinvBackward0", MathFn.ERFINV);

    /** log|gamma(x)|. */
    public static final Elementwise LGAMMA = DECLARE.math("LgammaBackward0", MathFn.LGAMMA);

    /** The derivative of lgamma. */
    public static final Elementwise DIGAMMA = DECLARE.math("DigammaBackward0", MathFn.DIGAMMA);

    /** The derivative of digamma. */
    public static final Elementwise TRIGAMMA = polygammaOf(DECLARE, 1);

    /** The modified Bessel function of order 0. */
    public static final Elementwise I0 = DECLARE.math("I0Backward0", MathFn.I0);

    /** The modified Bessel function of order 1. */
    public static final Elementwise I1 = DECLARE.math("SpecialI1Backward0", MathFn.I1);

    /** sin(pi x) / (pi x), 1 at 0. */
    public static final Elementwise SINC =
            DECLARE.withGradient("sinc", "SincBackward0", 1, x -> sinc(x.get(0)), (x, r) -> by(sincSlope(x.get(0), r)));

    /** x log(y), 0 where x is 0 and y no NaN. */
    public static final Elementwise XLOGY = DECLARE.withGradient(
            "xlogy",
            "XlogyBackward0",
            2,
            x -> timesLog(x.get(0), x.get(1), log(x.get(1))),
            (x, _) -> by(
                    noLog(x.get(0), x.get(1), 0).select(x.get(0).like(0), log(x.get(1))),
                    x.get(0).div(x.get(1))));

    /** x log(1 + y), 0 where x is 0 and y no NaN. */
    public static final Elementwise XLOG1PY = DECLARE.withGradient(
            "xlog1py",
            "SpecialXlog1PyBackward0",
            2,
            x -> timesLog(x.get(0), x.get(1), log1p(x.get(1))),
            (x, _) -> xlog1pyGradient(x.get(0), x.get(1)));

    /** -x log(x), 0 at 0, -inf below: a probability's part of the entropy. torch.special.entr. */
    public static final Elementwise ENTR = DECLARE.withGradient(
            "entr",
            "SpecialEntrBackward0",
            1,
            x -> entropy(x.get(0)),
            (x, _) -> by(log(x.get(0)).add(1).neg()));

    /** log(x / (1 - x)). */
    public static final Elementwise LOGIT = DECLARE.withGradient(
            "logit", "LogitBackward0", 1, x -> logit(x.get(0)), (x, _) -> by(logitSlope(x.get(0))));

    /** The same of x limited to [eps, 1 - eps], outside of which the gradient is 0; operands x, eps. */
    public static final Elementwise LOGIT_EPS = DECLARE.withGradient(
            "logit",
            "LogitBackward0",
            2,
            x -> logit(within(x.get(0), x.get(1))),
            (x, _) -> by(
                    isWithin(x.get(0), x.get(1))
                            .select(slope(x.get(0)), x.get(0).like(0)),
                    null));

    private static final Map<Integer, Elementwise> POLYGAMMA = new ConcurrentHashMap<>(Map.of(1, TRIGAMMA));

    private PointwiseSpecial() {}

    private static Expr entropy(Expr x) {
        Expr outside = x.lt(0).select(x.like(Double.NEGATIVE_INFINITY), x);
        return x.gt(0).select(x.mul(log(x)).neg(), outside);
    }

    /** {@return the declarations of this class} */
    public static List<Elementwise> all() {
        return DECLARE.all();
    }

    /** {@return the n-th derivative of digamma, n from 0 to 8} */
    static Value polygamma(int n, Value x) {
        return polygamma(n).apply(x);
    }

    static void polygammaInPlace(int n, Value x) {
        polygamma(n).applyInPlace(x);
    }

    private static Elementwise polygamma(int n) {
        if (n < 0) {
            throw new VecgradException(
                    "polygamma: polygamma(n, x) does not support negative n.: n is the order of a derivative, not "
                            + n);
        }
        if (n > HIGHEST_POLYGAMMA) {
            throw new VecgradException("polygamma: the order is " + n + ": it can be " + HIGHEST_POLYGAMMA
                    + " at most, since the expression grows fast with it");
        }
        return n == 0 ? DIGAMMA : POLYGAMMA.computeIfAbsent(n, order -> polygammaOf(new Declare(), order));
    }

    private static Elementwise polygammaOf(Declare declare, int n) {
        return declare.unary("polygamma", "PolygammaBackward0", Rule.FLOATING, x -> Expr.apply(Polygamma.of(n), x));
    }

    private static Expr sinc(Expr x) {
        Expr angle = x.mul(Math.PI);
        return select(x.eq(0), x.like(1), sin(angle).div(angle));
    }

    /** Near 0 by its power series, since the difference loses all digits there, and more so its own slope. */
    private static Expr sincSlope(Expr x, Expr result) {
        Expr difference = cos(x.mul(Math.PI)).sub(result).div(x);
        return select(x.abs().lt(0.15), sincSeries(x), difference);
    }

    /** The sum over k >= 1 of (-1)^k 2k / (2k+1)! pi^2k x^(2k-1). */
    private static Expr sincSeries(Expr x) {
        Expr z = x.square();
        Expr sum = x.like(0);
        for (int k = SINC_TERMS; k > 0; k--) {
            double factorial = 1;
            for (int i = 2; i <= 2 * k + 1; i++) {
                factorial *= i;
            }
            double term = 2 * k * Math.pow(-Math.PI * Math.PI, k) / factorial;
            sum = sum.mul(z).add(term);
        }
        return sum.mul(x);
    }

    private static Expr timesLog(Expr x, Expr y, Expr log) {
        return select(y.isNan(), y, select(x.eq(0), x.like(0), x.mul(log)));
    }

    /** Where the product is 0 though the logarithm is none. */
    private static Expr noLog(Expr x, Expr y, double edge) {
        return x.eq(0).and(y.le(edge));
    }

    private static List<@Nullable Expr> xlog1pyGradient(Expr x, Expr y) {
        return by(select(noLog(x, y, -1), x.like(0), log1p(y)), x.div(y.add(1)));
    }

    private static Expr logit(Expr x) {
        return log(x.div(x.rsub(1)));
    }

    /** 1 / (x (1 - x)) on [0, 1], NaN outside, where the function is. */
    private static Expr logitSlope(Expr x) {
        return select(x.lt(0).or(x.gt(1)), x.like(Double.NaN), slope(x));
    }

    private static Expr slope(Expr x) {
        return x.mul(x.rsub(1)).rdiv(1);
    }

    private static Expr within(Expr x, Expr eps) {
        Expr end = eps.rsub(1);
        return select(x.lt(eps), eps, select(x.gt(end), end, x));
    }

    private static Expr isWithin(Expr x, Expr eps) {
        return x.ge(eps).and(x.le(eps.rsub(1)));
    }
}
