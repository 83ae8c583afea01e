package dev.vecgrad.ir;

import org.jspecify.annotations.Nullable;

/**
 * e^x and what is made of it.
 *
 * <p>{@code n = round(x log2(e))} by a magic number, {@code r = x - n ln(2)} with ln(2) in two parts, |r| <= ln(2)/2, and
 * {@code e^x = 2^n + 2^n (r + r^2 Q(r))} by one fma. Q is a minimax polynomial (Remez, relative error of e^r - 1): 2^-26 in float32, 2^-61 in
 * float64. Powers of two are made by shifting n, which the lowest bits of {@code t = n + magic} hold, into the exponent.
 */
final class Exponentials {
    private static final double LN2 = 0.6931471805599453;
    private static final double LOG2_E = 1.4426950408889634;
    private static final double[] Q32 = {0.0013835727, 0.008367125, 0.041667756, 0.16666539, 0.49999997};
    private static final double[] Q64 = {
        2.0891491987375327e-09,
        2.510865789391017e-08,
        2.755733589183804e-07,
        2.7557245231997103e-06,
        2.4801587273628543e-05,
        0.00019841269885270872,
        0.0013888888888895121,
        0.008333333333321816,
        0.041666666666666685,
        0.16666666666666677,
        0.5
    };

    private Exponentials() {}

    /**
     * An argument as {@code n ln(2) + r}.
     *
     * @param t n + magic
     * @param r the rest, at most ln(2)/2
     */
    record Split(Expr t, Expr r) {
        /** {@return n in the exponent field of an integer} */
        Expr field() {
            Format f = Format.of(t);
            return f.bits(t).shl(f.mantissaBits());
        }

        /** {@return 2^(n + shift), for normal numbers} */
        Expr power(int shift) {
            Format f = Format.of(t);
            return f.value(field().add(f.bitsOf(Math.scalb(1.0, shift))));
        }

        private Expr q() {
            return Format.poly(r, Format.of(r).choose(Q32, Q64));
        }

        /** {@return (e^r - 1) / r} */
        Expr slope() {
            return q().fma(r, r.like(1));
        }

        /** {@return e^r, rounded once at its end} */
        Expr exp() {
            return slope().fma(r, r.like(1));
        }

        /** {@return e^r - 1} */
        Expr expm1() {
            return r.square().fma(q(), r);
        }
    }

    /**
     * A split argument and what its reduction left out.
     *
     * @param rest what has to be added to r
     */
    record Precise(Split split, Expr rest) {}

    /** {@return x as n ln(2) + r, for |x| up to 2^15 or so} */
    static Split split(Expr x) {
        return splitPrecise(x, x.like(0)).split();
    }

    /** {@return x + low as n ln(2) + r + rest} */
    static Precise splitPrecise(Expr x, Expr low) {
        Format f = Format.of(x);
        Expr t = x.fma(LOG2_E, f.magic());
        Expr n = t.sub(f.magic());
        Expr ln2Low = x.like(f.choose(-1.42860677e-6, -2.3190468138462996e-17));
        Expr first = n.fma(n.like(f.choose(-0.693145752, -0.6931471805599453)), x);
        Expr r = n.fma(ln2Low, first);
        return new Precise(new Split(t, r), low.add(n.fma(ln2Low, first.sub(r))));
    }

    /** {@return x, or {@code low} where x is below it} */
    static Expr atLeast(Expr x, double low) {
        return x.lt(low).select(x.like(low), x);
    }

    /** {@return x, or {@code high} where x is above it} */
    static Expr atMost(Expr x, double high) {
        return x.gt(high).select(x.like(high), x);
    }

    /** {@return e^x}; at most 1 ulp. */
    static Expr exp(Expr x) {
        Format f = Format.of(x);
        return scaled(split(atMost(atLeast(x, f.choose(-104, -746)), f.choose(89, 710))));
    }

    /** {@return 2^x}; at most 1 ulp. */
    static Expr exp2(Expr x) {
        Format f = Format.of(x);
        return exp2OfParts(atMost(atLeast(x, f.choose(-151, -1076)), f.choose(129, 1025)), null);
    }

    /** {@return 2^(x + rest)}, for |x| up to 2^15 or so; a null rest is 0 */
    static Expr exp2OfParts(Expr x, @Nullable Expr rest) {
        Format f = Format.of(x);
        Expr t = x.add(f.magic());
        Expr fraction = x.sub(t.sub(f.magic()));
        Expr low = fraction.mul(f.choose(-1.9046542e-09, 2.3190468138462996e-17));
        Expr all = rest == null ? low : rest.fma(rest.like(LN2), low);
        return scaled(new Split(t, fraction.fma(fraction.like(LN2), all)));
    }

    /** 2^n e^r with 2^n in two factors: a subnormal result is rounded by the last product, overflow is infinity. */
    private static Expr scaled(Split split) {
        Format f = Format.of(split.t());
        Expr n = f.bits(split.t());
        Expr half = n.ushr(1);
        Expr first = powerOfTwo(f, half);
        return split.exp().mul(first).mul(powerOfTwo(f, n.sub(half)));
    }

    private static Expr powerOfTwo(Format f, Expr n) {
        return f.value(n.shl(f.mantissaBits()).add(f.bitsOf(1)));
    }

    /** {@return e^x - 1 = (2^n - 1) + 2^n (e^r - 1)}, halved on the way so that 2^n does not overflow; at most 1.6 ulp. */
    static Expr expm1(Expr x) {
        Format f = Format.of(x);
        Split split = split(atMost(atLeast(x, f.choose(-18, -38)), f.choose(89, 710)));
        Expr half = split.power(-1);
        Expr value = split.expm1().fma(half, half.sub(0.5)).mul(2);
        return x.abs().lt(Math.scalb(1.0, -f.mantissaBits() - 1)).select(x, value);
    }

    /**
     * {@return 1 / (1 + e^-x)}; at most 2 ulp. With {@code |x| = n ln(2) + r}, {@code q = 2^-n / (e^r + 2^-n)} is the value at -|x|: its
     * numerator is exact and its denominator almost rounded once. The numerator is scaled up, so that subnormal results are
     * rounded once, too.
     */
    static Expr sigmoid(Expr x) {
        Format f = Format.of(x);
        double down = Math.scalb(1.0, -f.mantissaBits() - 1);
        Split split = split(atMost(x.abs(), f.choose(104, 745.5)));
        Expr numerator = f.value(f.bitsOf(1 / down).sub(split.field()));
        Expr denominator = split.slope().fma(split.r(), numerator.mul(down)).add(1);
        Expr q = numerator.div(denominator).mul(down);
        return x.lt(0).select(q, q.rsub(1));
    }

    /** {@return max(x, 0) + log1p(e^-|x|)}, with e^-|x| and the part that its rounding loses; at most 2 ulp. */
    static Expr softplus(Expr x) {
        Format f = Format.of(x);
        int up = f.mantissaBits() + 1;
        Split split = split(atLeast(x.abs().neg(), f.choose(-104, -745.5)));
        Expr power = split.power(up).mul(Math.scalb(1.0, -up));
        Expr growth = split.expm1();
        Expr head = growth.add(1);
        Expr rest = head.rsub(1).add(growth);
        Expr tail = Logarithms.log1pOfUnit(head.mul(power), rest.mul(power));
        return x.lt(0).select(x.like(0), x).add(tail);
    }
}
