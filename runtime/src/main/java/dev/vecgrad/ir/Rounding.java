package dev.vecgrad.ir;

/**
 * Rounding to integers, choices and signs. There is no rounding primitive, since vectors have none: {@code |x| + 2^23} (2^52
 * in float64) rounds to nearest even below that bound, and above it every number is an integer. All are exact and keep the
 * sign of zero.
 */
final class Rounding {
    private Rounding() {}

    /** {@return the nearest integer, halves to even} */
    static Expr round(Expr x) {
        Format f = Format.of(x);
        double bound = Math.scalb(1.0, f.mantissaBits());
        Expr rounded = f.withSign(x.abs().add(bound).sub(bound), x);
        return x.abs().lt(bound).select(rounded, x);
    }

    /** {@return the greatest integer not above x} */
    static Expr floor(Expr x) {
        Expr nearest = round(x);
        return nearest.gt(x).select(nearest.sub(1), nearest);
    }

    /** {@return the least integer not below x; from floor, so that ceil(-0.5) is -0} */
    static Expr ceil(Expr x) {
        return floor(x.neg()).neg();
    }

    /** {@return the integer part} */
    static Expr trunc(Expr x) {
        return Format.of(x).withSign(floor(x.abs()), x);
    }

    /** {@return the greater; the first when it is NaN, and +0 above -0 only by position} */
    static Expr maximum(Expr a, Expr b) {
        return a.gt(b).or(a.isNan()).select(a, b);
    }

    /** {@return the lesser; the first when it is NaN} */
    static Expr minimum(Expr a, Expr b) {
        return a.lt(b).or(a.isNan()).select(a, b);
    }

    /** {@return -1, 0 or 1; 0 for NaN} */
    static Expr sign(Expr x) {
        Expr zero = x.like(0);
        return x.gt(zero).select(x.like(1), x.lt(zero).select(x.like(-1), zero));
    }
}
