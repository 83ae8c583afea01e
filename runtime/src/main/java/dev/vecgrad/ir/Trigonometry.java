package dev.vecgrad.ir;

/** Sine, cosine, tangent by reduction to [-pi/4, pi/4] with pi/2 in three parts, and their inverses by atan. */
final class Trigonometry {
    private static final double HALF_PI = 1.5707963267948966;

    private Trigonometry() {}

    private record Reduced(Expr r, Expr quadrant) {}

    /** {@return the sine} */
    static Expr sin(Expr x) {
        Reduced reduced = reduce(x);
        return x.eq(0).select(x, quarter(reduced, reduced.quadrant()));
    }

    /** {@return the cosine} */
    static Expr cos(Expr x) {
        Reduced reduced = reduce(x);
        Format f = Format.of(x);
        return quarter(reduced, reduced.quadrant().add(f.integer(1)));
    }

    /** {@return the tangent} */
    static Expr tan(Expr x) {
        return sin(x).div(cos(x));
    }

    private static Reduced reduce(Expr x) {
        Format f = Format.of(x);
        Expr t = x.fma(0.6366197723675814, f.magic());
        Expr n = t.sub(f.magic());
        Expr r = n.fma(n.like(f.choose(-1.57079601, -1.5707963267948966)), x);
        r = n.fma(n.like(f.choose(-3.13916473e-7, -6.123233995736766e-17)), r);
        r = n.fma(n.like(f.choose(-5.39030253e-15, 1.4973849048591833e-33)), r);
        return new Reduced(r, f.bits(t));
    }

    private static Expr quarter(Reduced reduced, Expr quadrant) {
        Format f = Format.of(reduced.r());
        Expr odd = quadrant.and(f.integer(1)).ne(f.integer(0));
        Expr value = odd.select(cosReduced(reduced.r()), sinReduced(reduced.r()));
        Expr negative = quadrant.and(f.integer(2)).ne(f.integer(0));
        return negative.select(value.neg(), value);
    }

    private static Expr sinReduced(Expr r) {
        return r.mul(Format.poly(r.square(), alternating(r, 1)));
    }

    private static Expr cosReduced(Expr r) {
        return Format.poly(r.square(), alternating(r, 0));
    }

    private static double[] alternating(Expr r, int first) {
        int terms = (int) Format.of(r).choose(6, 10);
        double[] c = new double[terms];
        double factorial = 1;
        for (int i = 0; i < terms; i++) {
            c[terms - 1 - i] = (i % 2 == 0 ? 1 : -1) / factorial;
            factorial *= (2.0 * i + first + 1) * (2.0 * i + first + 2);
        }
        return c;
    }

    /** {@return the arc tangent} */
    static Expr atan(Expr x) {
        return Format.of(x).withSign(atanPositive(x.abs()), x);
    }

    private static Expr atanPositive(Expr a) {
        Expr large = a.gt(1);
        Expr t = large.select(a.rdiv(1), a);
        for (int i = 0; i < 2; i++) {
            t = t.div(t.square().add(1).sqrt().add(1));
        }
        int terms = (int) Format.of(a).choose(7, 14);
        double[] c = new double[terms];
        for (int i = 0; i < terms; i++) {
            c[terms - 1 - i] = 4 * (i % 2 == 0 ? 1.0 : -1.0) / (2 * i + 1);
        }
        Expr angle = t.mul(Format.poly(t.square(), c));
        return large.select(angle.rsub(HALF_PI), angle);
    }

    /** {@return the angle of the point (x, y)} */
    static Expr atan2(Expr y, Expr x) {
        Format f = Format.of(x);
        Expr ax = x.abs();
        Expr ay = y.abs();
        Expr equal = ax.eq(ay);
        Expr ratio = equal.select(ax.eq(0).select(ax, ax.like(1)), ay.div(ax));
        Expr angle = atanPositive(ratio);
        Expr whole = f.signBit(x).ne(f.integer(0)).select(angle.rsub(2 * HALF_PI), angle);
        return x.isNan().or(y.isNan()).select(x.add(y), f.withSign(whole, y));
    }

    /** {@return the arc sine} */
    static Expr asin(Expr x) {
        return atan2(x, x.rsub(1).mul(x.add(1)).sqrt());
    }

    /** {@return the arc cosine} */
    static Expr acos(Expr x) {
        return atan2(x.rsub(1).mul(x.add(1)).sqrt(), x);
    }
}
