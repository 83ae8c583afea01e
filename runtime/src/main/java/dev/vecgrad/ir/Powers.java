package dev.vecgrad.ir;

/**
 * Powers and lengths.
 *
 * <p>{@code |x|^y = 2^(y log2|x|)} with log2|x| and its product with y as pairs of numbers, the second of which holds what the rounding of
 * the first lost (Dekker 1971, with fma). For {@code |x| = 2^e m}, {@code s = (m - 1) / (m + 1)}: {@code log2(m) = s (K0 + z (K1 + z R(z)))}, z = s^2, where K0 =
 * 2/ln(2), K1 = K0/3 and s are pairs and R is a minimax polynomial with an error of 2^-39 (2^-66) of the whole.
 */
final class Powers {
    private static final double[] R32 = {0.2880174, 0.31957984, 0.41221523, 0.5770779};
    private static final double[] R64 = {
        0.17298524728729187,
        0.16842958844453937,
        0.19240250999780778,
        0.22195223592803745,
        0.2623081992309857,
        0.3205988979073536,
        0.41219858311137253,
        0.5770780163555851
    };

    private Powers() {}

    /** A number as high + low, where high is the sum rounded. */
    private record Pair(Expr high, Expr low) {
        static Pair constant(Expr like, double single, double singleLow, double twice, double twiceLow) {
            Format f = Format.of(like);
            return new Pair(like.like(f.choose(single, twice)), like.like(f.choose(singleLow, twiceLow)));
        }

        /** The sum with something smaller; the same with its rest. */
        Pair plus(Expr small, Expr smallLow) {
            Expr sum = high.add(small);
            return new Pair(sum, high.sub(sum).add(small).add(low.add(smallLow)));
        }

        Pair times(Pair b) {
            Expr product = high.mul(b.high);
            Expr cross = high.fma(b.low, low.mul(b.high));
            return new Pair(product, high.fma(b.high, product.neg()).add(cross));
        }

        Pair times(Expr b) {
            Expr product = high.mul(b);
            return new Pair(product, low.fma(b, high.fma(b, product.neg())));
        }
    }

    /** {@return x^y with the special values of C99}; at most 1.2 ulp. */
    static Expr pow(Expr x, Expr y) {
        Format f = Format.of(x);
        Expr a = x.abs();
        Expr one = a.eq(1).or(y.eq(0));
        Pair exponent = bounded(log2(a).times(y), one);
        Expr magnitude = Exponentials.exp2OfParts(exponent.high(), exponent.low());
        Expr whole = Rounding.round(y).eq(y);
        Expr half = y.mul(0.5);
        Expr odd = whole.and(Rounding.round(half).ne(half));
        Expr signed = odd.select(f.withSign(magnitude, x), magnitude);
        Expr undefined = x.lt(0).and(a.ne(Double.POSITIVE_INFINITY)).and(whole.not());
        return undefined.select(x.like(Double.NaN), signed);
    }

    /** Exponents beyond overflow and underflow at their bounds, without rest; 0 where the power is 1 whatever they are. */
    private static Pair bounded(Pair exponent, Expr one) {
        Format f = Format.of(exponent.high());
        Expr high = one.select(exponent.high().like(0), exponent.high());
        double bound = f.choose(160, 1100);
        Expr inside = high.abs().lt(bound).and(one.not());
        Expr limited = Exponentials.atMost(Exponentials.atLeast(high, -bound), bound);
        return new Pair(limited, inside.select(exponent.low(), high.like(0)));
    }

    /** log2(a) for a >= 0; -infinity, infinity and NaN in the first part alone count. */
    private static Pair log2(Expr a) {
        Logarithms.Split split = Logarithms.splitAny(a);
        Expr e = split.e().mul(Format.of(a).exponentUnit());
        Pair fraction = log2OfOnePlus(split.f());
        Pair sum = new Pair(e, e.like(0)).plus(fraction.high(), fraction.low());
        Expr infinity = a.like(Double.POSITIVE_INFINITY);
        Expr aboveZero = a.eq(0).select(infinity.neg(), sum.high());
        return new Pair(a.lt(infinity).select(aboveZero, a), sum.low());
    }

    private static Pair log2OfOnePlus(Expr f) {
        Format format = Format.of(f);
        Pair s = quotient(f);
        Expr square = s.high().square();
        Expr twice = s.high().add(s.high());
        Pair z = new Pair(square, twice.fma(s.low(), s.high().fma(s.high(), square.neg())));
        Expr rest = square.mul(Format.poly(square, format.choose(R32, R64)));
        Pair k1 = Pair.constant(
                f, 0.9617967009544373, -7.028461812552678e-09, 0.9617966939259756, 5.0577616648125907e-17);
        Pair k0 =
                Pair.constant(f, 2.885390043258667, 3.851926067000022e-08, 2.8853900817779268, 4.0710547481862066e-17);
        Pair inner = k1.plus(rest, f.like(0)).times(z);
        return k0.plus(inner.high(), inner.low()).times(s);
    }

    /** f / (2 + f). */
    private static Pair quotient(Expr f) {
        Expr divisor = f.add(2);
        Expr lost = divisor.rsub(2).add(f);
        Expr reciprocal = divisor.rdiv(1);
        Expr s = f.mul(reciprocal);
        Expr remainder = s.neg().fma(lost, s.neg().fma(divisor, f));
        return new Pair(s, remainder.mul(reciprocal));
    }

    /** {@return sqrt(x^2 + y^2)}; at most 1.1 ulp. Very large and very small arguments are scaled by a power of two. */
    static Expr hypot(Expr x, Expr y) {
        Format f = Format.of(x);
        Expr a = x.abs();
        Expr b = y.abs();
        Expr first = a.gt(b);
        Expr longer = first.select(a, b);
        Expr shorter = first.select(b, a);
        double bound = f.choose(0x1p60, 0x1p500);
        double scale = f.choose(0x1p100, 0x1p700);
        Expr large = longer.gt(bound);
        Expr small = longer.lt(1 / bound);
        Expr down = large.select(x.like(1 / scale), small.select(x.like(scale), x.like(1)));
        Expr up = large.select(x.like(scale), small.select(x.like(1 / scale), x.like(1)));
        Expr p = longer.mul(down);
        Expr q = shorter.mul(down);
        Expr length = p.fma(p, q.square()).sqrt().mul(up);
        Expr infinity = x.like(Double.POSITIVE_INFINITY);
        return a.eq(infinity).or(b.eq(infinity)).select(infinity, length);
    }

    /** {@return 1 / sqrt(x)}; at most 1.5 ulp. */
    static Expr rsqrt(Expr x) {
        return x.sqrt().rdiv(1);
    }
}
