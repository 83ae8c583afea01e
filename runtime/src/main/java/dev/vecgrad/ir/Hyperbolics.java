package dev.vecgrad.ir;

/** Hyperbolic functions and their inverses, said by e^x - 1 and log(1 + x). */
final class Hyperbolics {
    private static final double LN2 = 0.6931471805599453;

    private Hyperbolics() {}

    /** {@return the hyperbolic sine} */
    static Expr sinh(Expr x) {
        Expr a = x.abs();
        Expr t = Exponentials.expm1(a);
        Expr small = t.add(t.div(t.add(1))).mul(0.5);
        Expr half = Exponentials.exp(a.mul(0.5));
        Expr large = half.mul(0.5).mul(half);
        return Format.of(x).withSign(a.lt(20).select(small, large), x);
    }

    /** {@return the hyperbolic cosine} */
    static Expr cosh(Expr x) {
        Expr half = Exponentials.exp(x.abs().mul(0.5));
        Expr large = half.mul(0.5).mul(half);
        Expr e = half.square();
        return x.abs().lt(20).select(e.add(e.rdiv(1)).mul(0.5), large);
    }

    /** {@return the hyperbolic tangent} */
    static Expr tanh(Expr x) {
        Expr a = x.abs();
        Expr t = Exponentials.expm1(a.add(a));
        Expr inside = a.lt(20).select(t.div(t.add(2)), a.like(1));
        return x.isNan().select(x, Format.of(x).withSign(inside, x));
    }

    /** {@return the inverse hyperbolic sine} */
    static Expr asinh(Expr x) {
        Expr a = x.abs();
        Expr square = a.square();
        Expr small = Logarithms.log1p(a.add(square.div(square.add(1).sqrt().add(1))));
        Expr large = Logarithms.log(a).add(LN2);
        return Format.of(x).withSign(a.lt(1e8).select(small, large), x);
    }

    /** {@return the inverse hyperbolic cosine} */
    static Expr acosh(Expr x) {
        Expr t = x.sub(1);
        Expr small = Logarithms.log1p(t.add(t.mul(2).add(t.square()).sqrt()));
        return x.lt(1e8).select(small, Logarithms.log(x).add(LN2));
    }

    /** {@return the inverse hyperbolic tangent} */
    static Expr atanh(Expr x) {
        return Logarithms.log1p(x).sub(Logarithms.log1p(x.neg())).mul(0.5);
    }
}
