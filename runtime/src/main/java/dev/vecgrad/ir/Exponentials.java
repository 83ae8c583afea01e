package dev.vecgrad.ir;

/**
 * e^x and its kin. {@code n = round(x log2(e))} by a magic number, {@code r = x - n ln(2)} with ln(2) in two parts, a
 * polynomial for e^r, and the factor 2^n in two steps, so that subnormal results are rounded once and overflow is infinity.
 */
final class Exponentials {
    private static final double LOG2_E = 1.4426950408889634;

    private Exponentials() {}

    /** {@return e^x} */
    static Expr exp(Expr x) {
        Format f = Format.of(x);
        Expr low = x.like(f.choose(-104, -746));
        Expr high = x.like(f.choose(89, 710));
        Expr inside = x.lt(low).select(low, x);
        return expInside(inside.gt(high).select(high, inside));
    }

    /** {@return e^x for x that is not positive, or NaN} */
    static Expr expNonPositive(Expr x) {
        Expr low = x.like(Format.of(x).choose(-104, -746));
        return expInside(x.lt(low).select(low, x));
    }

    /** {@return 2^x} */
    static Expr exp2(Expr x) {
        Format f = Format.of(x);
        Expr low = x.like(f.choose(-151, -1076));
        Expr high = x.like(f.choose(129, 1025));
        Expr below = x.lt(low).select(low, x);
        Expr inside = below.gt(high).select(high, below);
        Expr t = inside.add(f.magic());
        Expr n = t.sub(f.magic());
        return scale(expReduced(inside.sub(n).mul(0.6931471805599453)), t);
    }

    private static Expr expInside(Expr x) {
        Format f = Format.of(x);
        Expr t = x.fma(LOG2_E, f.magic());
        return scale(expReduced(reduce(x, t.sub(f.magic()))), t);
    }

    private static Expr reduce(Expr x, Expr n) {
        Format f = Format.of(x);
        Expr r = n.fma(n.like(f.choose(-0.693145752, -0.6931471805599453)), x);
        return n.fma(n.like(f.choose(-1.42860677e-6, -2.3190468138462996e-17)), r);
    }

    private static Expr expReduced(Expr r) {
        int terms = (int) Format.of(r).choose(9, 15);
        double[] c = new double[terms];
        double factorial = 1;
        for (int i = 0; i < terms; i++) {
            c[terms - 1 - i] = 1 / factorial;
            factorial *= i + 1;
        }
        return Format.poly(r, c);
    }

    /** p 2^n, where the lowest bits of t = n + magic hold n. */
    private static Expr scale(Expr p, Expr t) {
        Format f = Format.of(p);
        Expr n = f.bits(t);
        Expr half = n.ushr(1);
        return p.mul(powerOfTwo(f, half)).mul(powerOfTwo(f, n.sub(half)));
    }

    private static Expr powerOfTwo(Format f, Expr n) {
        return f.value(n.shl(f.mantissaBits()).add(f.bitsOf(1)));
    }

    /** {@return e^x - 1} */
    static Expr expm1(Expr x) {
        Expr e = exp(x);
        Expr small = expReduced(x).sub(1);
        Expr near = x.fma(x.mul(x.fma(1.0 / 6, 0.5)), x);
        Expr middle = x.abs().lt(1e-4).select(near, small);
        return x.abs().lt(0.3).select(middle, e.sub(1));
    }

    /** {@return 1 / (1 + e^-x)} */
    static Expr sigmoid(Expr x) {
        Expr e = expNonPositive(x.abs().neg());
        return x.ge(0).select(x.like(1), e).div(e.add(1));
    }

    /** {@return max(x, 0) + log1p(e^-|x|)} */
    static Expr softplus(Expr x) {
        Expr tail = Logarithms.log1p(expNonPositive(x.abs().neg()));
        return x.lt(0).select(x.like(0), x).add(tail);
    }
}
