package dev.vecgrad.ir;

/**
 * The logarithms. {@code x = 2^e m} with m in [2/3, 4/3), {@code log(m) = 2 atanh(s)}, {@code s = (m - 1) / (m + 1)}, by its series.
 */
final class Logarithms {
    private static final double LN2 = 0.6931471805599453;

    private Logarithms() {}

    /** {@return the natural logarithm} */
    static Expr log(Expr x) {
        return special(x, inBase(x, LN2, 1));
    }

    /** {@return the logarithm to base 2} */
    static Expr log2(Expr x) {
        return special(x, inBase(x, 1, 1.4426950408889634));
    }

    /** {@return the logarithm to base 10} */
    static Expr log10(Expr x) {
        return special(x, inBase(x, 0.3010299956639812, 0.4342944819032518));
    }

    /** {@return log(1 + x): the logarithm of u = fl(1 + x) and the rounding's part (x - (u - 1)) / u} */
    static Expr log1p(Expr x) {
        Expr u = x.add(1);
        Expr lost = x.sub(u.sub(1)).div(u);
        Expr finite = inBase(u, LN2, 1).add(lost);
        Expr tiny = x.abs().lt(Format.of(x).choose(1e-8, 1e-17));
        Expr infinite = x.eq(Double.POSITIVE_INFINITY);
        return tiny.or(infinite).select(x, special(u, finite));
    }

    private static Expr inBase(Expr x, double unit, double factor) {
        Format f = Format.of(x);
        Expr small = x.lt(f.minNormal());
        double up = Math.scalb(1.0, f.mantissaBits());
        Expr normal = small.select(x.mul(up), x);
        Expr bits = f.bits(normal);
        Expr exponent = bits.sub(f.bitsOf(2.0 / 3)).and(f.bitsOf(Double.NEGATIVE_INFINITY));
        Expr m = f.value(bits.sub(exponent));
        Expr e = integerValue(f, exponent.shr(f.mantissaBits())).sub(small.select(x.like(f.mantissaBits()), x.like(0)));
        return e.fma(x.like(unit), series(m).mul(factor));
    }

    /** An integer of small size as a number: its bits added to those of the magic number. */
    private static Expr integerValue(Format f, Expr n) {
        return f.value(n.add(f.bitsOf(f.magic()))).sub(f.magic());
    }

    private static Expr series(Expr m) {
        Format f = Format.of(m);
        Expr s = m.sub(1).div(m.add(1));
        int terms = (int) f.choose(6, 11);
        double[] c = new double[terms];
        for (int i = 0; i < terms; i++) {
            c[terms - 1 - i] = 2.0 / (2 * i + 1);
        }
        return s.mul(Format.poly(s.square(), c));
    }

    /** log(0) = -infinity, log(infinity) = infinity, NaN below zero and for NaN. */
    private static Expr special(Expr x, Expr finite) {
        Expr infinity = x.like(Double.POSITIVE_INFINITY);
        Expr upper = x.lt(infinity).select(finite, infinity);
        Expr edge = x.eq(0).select(infinity.neg(), x.like(Double.NaN));
        return x.gt(0).select(upper, edge);
    }
}
