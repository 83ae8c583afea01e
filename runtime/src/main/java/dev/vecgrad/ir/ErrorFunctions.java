package dev.vecgrad.ir;

import java.util.Arrays;

/**
 * The error function and its complement.
 *
 * <p>{@code erfc(a) = e^(-a^2) u G(t)} for a >= 0 with {@code u = 1 / (a + k)}, {@code t = (a - k) / (a + k) = 1 - 2k u}: G, which is (a + k) e^(a^2) erfc(a), is
 * smooth from 0 to infinity and one minimax polynomial serves all a. a^2 is carried in two parts.
 */
final class ErrorFunctions {
    /** (erf(a) - a) / a in powers of a^2, for a < 0.93; relative error 2^-25.6. */
    private static final double[] SMALL32 = {
        -0.00059148535, 0.0049786502, -0.026757184, 0.11281581, -0.37612477, 0.12837915
    };

    /** The same with relative error 2^-30. */
    private static final double[] FINE32 = {
        8.001516e-05, -0.00080505933, 0.0051924493, -0.026855739, 0.11283626, -0.3761263, 0.12837917
    };

    /** (erf(a) - a) / a in powers of a^2, for a < 1; relative error 2^-56.3. */
    private static final double[] SMALL64 = {
        5.945262653423885e-11,
        -1.1365666274615827e-09,
        1.4657879852542535e-08,
        -1.6350025211296263e-07,
        1.6460972814464596e-06,
        -1.4925593506617633e-05,
        0.00012055331036882631,
        -0.000854832697874156,
        0.005223977624780852,
        -0.026866170645072893,
        0.11283791670954857,
        -0.3761263890318375,
        0.1283791670955126
    };

    /** (log(erfc(a)) + a) / a in powers of a, for 0.92 < a < 3.95; error 2^-30 of erf(a). */
    private static final double[] LOG32 = {
        -1.152176e-05, 0.00032564934, -0.0036537582, 0.02378535, -0.10626317, -0.6351359, -0.12865217
    };

    /** G(t) for k = 37/16, 1/2 <= a < 10.07; relative error 2^-29.5. */
    private static final double[] G32 = {
        0.00021467553,
        0.00026764022,
        -0.0014876822,
        -0.001924709,
        0.0117249265,
        0.003203005,
        -0.11844117,
        0.39304167,
        -0.7661567,
        1.0437663
    };

    /** G(t) for k = 201/64, 1/2 <= a < 27.3; relative error 2^-55.2. */
    private static final double[] G64 = {
        -1.2877348698783468e-08,
        2.094559206477061e-09,
        1.0391239962288806e-07,
        2.118613232412985e-08,
        -5.943101357254521e-07,
        -3.343854494820678e-07,
        3.3804640331799186e-06,
        2.4155882332888795e-06,
        -2.1545168241392495e-05,
        -9.419972944643098e-06,
        0.00015641639281980526,
        -7.326054567903761e-05,
        -0.0011508800692582406,
        0.0027487442135943597,
        0.0040416398448001436,
        -0.04279251989284141,
        0.14877167427514756,
        -0.3473946808168629,
        0.6223854729055853,
        -0.9006986756537922,
        1.0782216363538037
    };

    private ErrorFunctions() {}

    /** {@return erf(x): a polynomial near 0, else 1 - erfc(|x|)}; at most 1.2 ulp. */
    static Expr erf(Expr x) {
        Format f = Format.of(x);
        Expr small = Format.poly(x.square(), f.choose(SMALL32, SMALL64)).fma(x, x);
        Expr tail = switch (f) {
            case SINGLE -> tail32(Exponentials.atMost(x.abs(), 4));
            case DOUBLE -> tail(Exponentials.atMost(x.abs(), 6));
        };
        return x.abs().lt(f.choose(0.93, 1)).select(small, f.withSign(tail.rsub(1), x));
    }

    /** erfc(a) where only its difference from 1 counts: e to the power of a polynomial. */
    private static Expr tail32(Expr a) {
        Exponentials.Split split = Exponentials.split(Format.poly(a, LOG32).fma(a, a.neg()));
        return split.exp().mul(split.power(0));
    }

    private static Expr tail(Expr a) {
        int up = Format.of(a).mantissaBits() + 1;
        return scaledTail(a, up).mul(Math.scalb(1.0, -up));
    }

    /** {@return 1 - erf(x)}; at most 2 ulp. */
    static Expr erfc(Expr x) {
        Format f = Format.of(x);
        int up = f.mantissaBits() + 1;
        double down = Math.scalb(1.0, -up);
        Expr tail = scaledTail(Exponentials.atMost(x.abs(), f.choose(10.0625, 27.25)), up);
        Expr large = x.lt(0).select(tail.fma(-down, 2), tail.mul(down));
        Expr small = Format.poly(x.square(), f.choose(FINE32, SMALL64)).fma(x.neg(), x.rsub(1));
        return x.abs().lt(0.75).select(small, large);
    }

    /** 2^up erfc(a), so that a subnormal erfc(a) is rounded once. */
    private static Expr scaledTail(Expr a, int up) {
        Format f = Format.of(a);
        Expr square = a.square();
        Exponentials.Precise exponent =
                Exponentials.splitPrecise(square.neg(), a.neg().fma(a, square));
        Parts rational = rational(a, f.choose(37.0 / 16, 201.0 / 64), f.choose(G32, G64));
        Expr high = rational.high();
        Expr growth = exponent.split().expm1();
        Expr part = growth.fma(high, growth.fma(rational.low(), rational.low()));
        return exponent.rest()
                .fma(high.add(part), part)
                .add(high)
                .mul(exponent.split().power(up));
    }

    /** A number and what its rounding lost. */
    private record Parts(Expr high, Expr low) {}

    /** e^(a^2) erfc(a) = u G(t) with u = 1 / (a + k), whose relative error is the remainder of the division. */
    private static Parts rational(Expr a, double k, double[] g) {
        Expr divisor = a.add(k);
        Expr u = divisor.rdiv(1);
        Expr error = u.neg().fma(a.sub(divisor.sub(k)), u.neg().fma(divisor, a.like(1)));
        Expr t = u.mul(-2 * k).fma(error, u.fma(-2 * k, 1));
        int last = g.length - 1;
        Expr slope = Format.poly(t, Arrays.copyOf(g, last));
        Expr value = slope.fma(t, a.like(g[last]));
        Expr rest = slope.fma(t, value.rsub(g[last]));
        Expr product = u.mul(value);
        Expr low = product.fma(error, u.fma(value, product.neg())).add(u.mul(rest));
        return new Parts(product, low);
    }
}
