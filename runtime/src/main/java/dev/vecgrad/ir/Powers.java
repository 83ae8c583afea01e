package dev.vecgrad.ir;

/** Powers and lengths. */
final class Powers {
    private Powers() {}

    /** {@return x^y as C99 defines it} */
    static Expr pow(Expr x, Expr y) {
        Expr magnitude = Exponentials.exp2(y.mul(Logarithms.log2(x.abs())));
        Expr integer = Rounding.trunc(y).eq(y);
        Expr half = y.mul(0.5);
        Expr odd = integer.and(Rounding.trunc(half).ne(half));
        Expr signed = odd.select(Format.of(x).withSign(magnitude, x), magnitude);
        Expr negative = x.lt(0).and(integer.not()).and(x.ne(Double.NEGATIVE_INFINITY));
        Expr value = negative.select(x.like(Double.NaN), signed);
        Expr one = x.eq(1).or(y.eq(0)).or(x.eq(-1).and(y.abs().eq(Double.POSITIVE_INFINITY)));
        return one.select(x.like(1), value);
    }

    /** {@return sqrt(x^2 + y^2), scaled by the greater} */
    static Expr hypot(Expr x, Expr y) {
        Expr a = Rounding.maximum(x.abs(), y.abs());
        Expr b = Rounding.minimum(x.abs(), y.abs());
        Expr ratio = a.eq(0).select(a, b.div(a));
        Expr finite = a.mul(ratio.square().add(1).sqrt());
        Expr infinity = x.like(Double.POSITIVE_INFINITY);
        return x.abs().eq(infinity).or(y.abs().eq(infinity)).select(infinity, finite);
    }

    /** {@return 1 / sqrt(x)} */
    static Expr rsqrt(Expr x) {
        return x.sqrt().rdiv(1);
    }
}
