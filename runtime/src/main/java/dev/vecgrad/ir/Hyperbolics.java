package dev.vecgrad.ir;

/**
 * Hyperbolic functions and their inverses.
 *
 * <p>With {@code |x| = n ln(2) + r}, {@code 2 sinh|x| = S (2^n + 2^-n) + C (2^n - 2^-n)} and {@code 2 cosh|x| = C (2^n + 2^-n) + S (2^n - 2^-n)}, where S
 * and C are sinh and cosh of r by minimax polynomials: no division, no cancellation, one sequence for all x. The inverses
 * are logarithms of 1 + y with y in two parts.
 */
final class Hyperbolics {
    private static final double[] SINH32 = {0.00019974091, 0.008333175, 0.16666667};
    private static final double[] SINH64 = {
        2.5109351075583433e-08, 2.7557243382244253e-06, 0.0001984126988686516, 0.008333333333321376, 0.16666666666666677
    };
    private static final double[] COSH32 = {0.0013935453, 0.04166646, 0.5};
    private static final double[] COSH64 = {
        2.092181054137777e-09,
        2.7557251718625026e-07,
        2.4801587349281657e-05,
        0.0013888888888873264,
        0.041666666666666685,
        0.5
    };
    private static final double[] TANH32 = {-0.0061696074, 0.021000374, -0.053835757, 0.13332437, -0.33333313};

    private Hyperbolics() {}

    /**
     * A split argument.
     *
     * @param sinh S
     * @param coshm1 C - 1
     * @param up 2^(n-2)
     * @param down 2^(-n-2)
     */
    private record Parts(Expr sinh, Expr coshm1, Expr up, Expr down) {
        static Parts of(Expr x) {
            Format f = Format.of(x);
            Exponentials.Split split = Exponentials.split(Exponentials.atMost(x.abs(), f.choose(89.5, 710.5)));
            Expr r = split.r();
            Expr z = r.square();
            Expr sinh = r.mul(z).fma(Format.poly(z, f.choose(SINH32, SINH64)), r);
            Expr coshm1 = z.mul(Format.poly(z, f.choose(COSH32, COSH64)));
            Expr up = split.power(-2);
            Expr reciprocal = f.value(f.bitsOf(Math.scalb(1.0, f.bias())).sub(f.bits(up)));
            return new Parts(sinh, coshm1, up, reciprocal.mul(0.0625));
        }

        Expr plus() {
            return up.add(down);
        }

        Expr minus() {
            return up.sub(down);
        }
    }

    /** {@return the hyperbolic sine}; at most 1.5 ulp. */
    static Expr sinh(Expr x) {
        Format f = Format.of(x);
        Parts p = Parts.of(x);
        Expr value =
                p.minus().add(p.sinh().fma(p.plus(), p.coshm1().mul(p.minus()))).mul(2);
        return x.abs().lt(Math.scalb(1.0, -f.mantissaBits() / 2 - 1)).select(x, f.withSign(value, x));
    }

    /** {@return the hyperbolic cosine}; at most 1.5 ulp. */
    static Expr cosh(Expr x) {
        Parts p = Parts.of(x);
        Expr inner = p.sinh().fma(p.minus(), p.coshm1().mul(p.plus()));
        return p.up().add(p.down().add(inner)).mul(2);
    }

    /** {@return the hyperbolic tangent}; at most 1.6 ulp in float32, 2.9 in float64. */
    static Expr tanh(Expr x) {
        Format f = Format.of(x);
        Expr a = Exponentials.atMost(x.abs(), f.choose(10, 20));
        Exponentials.Split split = Exponentials.split(a.add(a));
        return switch (f) {
            case SINGLE -> Format.SINGLE.withSign(tanh32(a, split), x);
            case DOUBLE -> tanh64(x, split);
        };
    }

    /** A polynomial near 0, else 1 - 2 / (e^2a + 1). */
    private static Expr tanh32(Expr a, Exponentials.Split split) {
        Expr e = split.exp().mul(split.power(0));
        Expr large = e.add(1).rdiv(2).rsub(1);
        Expr z = a.square();
        Expr small = z.mul(Format.poly(z, TANH32)).fma(a, a);
        return a.lt(0.55).select(small, large);
    }

    /** (e^2|x| - 1) / (e^2|x| + 1), each rounded once. */
    private static Expr tanh64(Expr x, Exponentials.Split split) {
        Expr power = split.power(0);
        Expr growth = split.expm1();
        Expr value = growth.fma(power, power.sub(1)).div(growth.fma(power, power.add(1)));
        Expr signed = Format.DOUBLE.withSign(value, x);
        return x.abs().lt(Math.scalb(1.0, -28)).select(x, signed);
    }

    /** {@return the inverse hyperbolic sine, log1p(|x| + x^2 / (1 + sqrt(1 + x^2)))}; at most 2 ulp. */
    static Expr asinh(Expr x) {
        Expr a = x.abs();
        Expr square = a.square();
        Expr growth = square.div(square.add(1).sqrt().add(1));
        return Format.of(x).withSign(log1pOfSum(a, a, growth), x);
    }

    /** {@return the inverse hyperbolic cosine, log1p(t + sqrt(2t + t^2)) with t = x - 1}; at most 2 ulp. */
    static Expr acosh(Expr x) {
        Expr t = x.sub(1);
        Expr root = t.fma(t, t.add(t)).sqrt();
        return x.lt(1).select(x.like(Double.NaN), log1pOfSum(x, root, t));
    }

    /** {@return log1p(high + low)} with high >= low >= 0; where the argument is so large that it is 2a, log(2a). */
    private static Expr log1pOfSum(Expr a, Expr high, Expr low) {
        Expr huge = a.gt(Math.scalb(1.0, 60));
        Expr y = high.add(low);
        Expr rest = high.sub(y).add(low);
        Expr value = Logarithms.log1pOfParts(huge.select(a, y), rest, huge);
        return a.lt(Double.POSITIVE_INFINITY).select(value, a);
    }

    /** {@return the inverse hyperbolic tangent, (log1p(|x|) - log1p(-|x|)) / 2}; at most 2 ulp. */
    static Expr atanh(Expr x) {
        return Logarithms.log1p(x).sub(Logarithms.log1p(x.neg())).mul(0.5);
    }
}
