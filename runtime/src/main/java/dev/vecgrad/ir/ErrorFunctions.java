package dev.vecgrad.ir;

/** The error function by its series near zero, and its complement by a continued fraction. */
final class ErrorFunctions {
    private static final double TWO_OVER_SQRT_PI = 1.1283791670955126;
    private static final double SPLIT = 2;

    private ErrorFunctions() {}

    /** {@return erf(x)} */
    static Expr erf(Expr x) {
        Expr a = x.abs();
        Expr value = a.lt(SPLIT).select(series(a), tail(a).rsub(1));
        return Format.of(x).withSign(value, x);
    }

    /** {@return 1 - erf(x)} */
    static Expr erfc(Expr x) {
        Expr a = x.abs();
        Expr positive = a.lt(SPLIT).select(series(a).rsub(1), tail(a));
        return x.lt(0).select(positive.rsub(2), positive);
    }

    /** erf(a) = 2/sqrt(pi) e^(-a^2) sum of 2^n a^(2n+1) / (1 3 5 ... (2n+1)), all terms positive. */
    private static Expr series(Expr a) {
        Expr s = a.square().mul(2);
        int terms = (int) Format.of(a).choose(20, 40);
        double[] c = new double[terms];
        double product = 1;
        for (int i = 0; i < terms; i++) {
            product *= 2 * i + 1;
            c[terms - 1 - i] = TWO_OVER_SQRT_PI / product;
        }
        return Format.poly(s, c)
                .mul(a)
                .mul(Exponentials.expNonPositive(a.square().neg()));
    }

    /** erfc(a) = e^(-a^2) / (sqrt(pi) (a + (1/2) / (a + 1 / (a + (3/2) / (a + ...))))). */
    private static Expr tail(Expr a) {
        Expr fraction = a;
        for (int k = (int) Format.of(a).choose(20, 60); k > 0; k--) {
            fraction = a.add(fraction.rdiv(k / 2.0));
        }
        return Exponentials.expNonPositive(a.square().neg())
                .mul(TWO_OVER_SQRT_PI / 2)
                .div(fraction);
    }
}
