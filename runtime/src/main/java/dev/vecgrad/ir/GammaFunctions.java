package dev.vecgrad.ir;

import dev.vecgrad.type.DType;

/**
 * The logarithm of the gamma function and its derivative. Both are computed in float64; a float32 result is that one rounded.
 *
 * <p>From 8 on lgamma is Stirling's series. Below, the recurrence {@code gamma(x + 1) = x gamma(x)} leads to [1, 2], where
 * {@code lgamma(x) = (x - 1) (x - 2) P(x - 3/2)}, so that nothing cancels at the zeros 1 and 2. Negative arguments are reflected by the sine of pi times
 * their distance from the nearest integer, which is exact.
 */
final class GammaFunctions {
    /** lgamma(x) / ((x - 1) (x - 2)) in powers of x - 3/2; relative error 2^-54.4. */
    private static final double[] MIDDLE = {
        -7.760660152513446e-06,
        1.2140008083973407e-05,
        -8.355075869795273e-06,
        1.3186019073996835e-05,
        -2.7201673025504752e-05,
        4.30276814976503e-05,
        -6.614136022346414e-05,
        0.00010535512483785591,
        -0.0001689178215524898,
        0.00027131373861446925,
        -0.00043799307479613914,
        0.000711519067515296,
        -0.0011644145847310124,
        0.0019229163127905161,
        -0.0032120740737152814,
        0.005446457839126065,
        -0.009425622448525798,
        0.01679709863127416,
        -0.031308487501010646,
        0.06291140107456439,
        -0.14595989591430608,
        0.4831289505409809
    };

    /** B_2k / (2k (2k - 1)), k from 9 down to 1: Stirling's series in powers of 1/x^2, times x; its rest is below 2^-61 from 8 on. */
    private static final double[] STIRLING = {
        43867.0 / 244188,
        -3617.0 / 122400,
        1.0 / 156,
        -691.0 / 360360,
        1.0 / 1188,
        -1.0 / 1680,
        1.0 / 1260,
        -1.0 / 360,
        1.0 / 12
    };

    /** B_2k / 2k, k from 9 down to 1, the series of digamma; its rest is below 2^-58 from 10 on. */
    private static final double[] DIGAMMA = {
        43867.0 / 14364,
        -3617.0 / 8160,
        1.0 / 12,
        -691.0 / 32760,
        1.0 / 132,
        -1.0 / 240,
        1.0 / 252,
        -1.0 / 120,
        1.0 / 12
    };

    private static final double HALF_LOG_2PI = 0.9189385332046728;
    private static final double LOG_PI = 1.1447298858494002;
    private static final int DIGAMMA_SHIFT = 10;

    private GammaFunctions() {}

    /**
     * {@return log|gamma(x)|}; infinity at 0 and the negative integers. For x > 0 at most 1 ulp in float32, 5 ulp in float64; for x < 0, where there are zeros,
     * these of the greater of |lgamma(x)|, lgamma(|x|) and 1.
     */
    static Expr lgamma(Expr x) {
        Expr wide = x.cast(DType.FLOAT64);
        Expr a = wide.abs();
        Expr positive = a.ge(8).select(stirling(a), recurred(a));
        Expr sine = MathFns.sin(offset(wide).mul(Math.PI)).abs();
        Expr reflected = MathFns.log(sine.mul(a)).rsub(LOG_PI).sub(positive);
        Expr pole = wide.eq(MathFns.floor(wide));
        Expr negative = pole.select(a.like(Double.POSITIVE_INFINITY), reflected);
        return wide.lt(0).select(negative, positive).cast(x.dtype());
    }

    /** x less the nearest integer. */
    private static Expr offset(Expr x) {
        return x.sub(MathFns.round(x));
    }

    private static Expr stirling(Expr a) {
        Expr inverse = a.rdiv(1);
        Expr series = Format.poly(inverse.square(), STIRLING).mul(inverse);
        return a.sub(0.5).mul(MathFns.log(a).sub(1)).add(series.add(HALF_LOG_2PI - 0.5));
    }

    /** For 0 <= a < 8: gamma(a) is that of a number in [1, 2] times or, below 1, divided by what leads there. */
    private static Expr recurred(Expr a) {
        Expr below = a.lt(1);
        Expr y = below.select(a.add(1), a);
        Expr factor = a.like(1);
        for (int i = 0; i < 6; i++) {
            Expr above = y.gt(2);
            y = above.select(y.sub(1), y);
            factor = above.select(factor.mul(y), factor);
        }
        Expr one = below.select(a, y.sub(1));
        Expr two = below.select(a.sub(1), y.sub(2));
        Expr middle = one.mul(two).mul(Format.poly(y.sub(1.5), MIDDLE));
        Expr shift = MathFns.log(below.select(a, factor));
        return middle.add(below.select(shift.neg(), shift));
    }

    /**
     * {@return the derivative of lgamma}; NaN at the negative integers, as C's and PyTorch's are, infinite at 0. Its error is at most 6 ulp (1 in float32) of the
     * greatest of |digamma(x)|, log|x| and 1, since it has zeros.
     */
    static Expr digamma(Expr x) {
        Expr wide = x.cast(DType.FLOAT64);
        Expr reflect = wide.lt(0);
        Expr positive = digammaOfPositive(reflect.select(wide.rsub(1), wide));
        Expr cotangent = MathFns.tan(offset(wide).mul(Math.PI)).rdiv(Math.PI);
        Expr pole = wide.eq(MathFns.floor(wide));
        Expr negative = pole.select(wide.like(Double.NaN), positive.sub(cotangent));
        Expr value = reflect.select(negative, positive);
        Expr atZero = Format.DOUBLE.withSign(wide.like(Double.POSITIVE_INFINITY), wide.neg());
        return wide.eq(0).select(atZero, value).cast(x.dtype());
    }

    private static Expr digammaOfPositive(Expr x) {
        Expr near = x.lt(DIGAMMA_SHIFT);
        Expr sum = x.like(0);
        for (int i = DIGAMMA_SHIFT - 1; i >= 0; i--) {
            sum = sum.add(x.add(i).rdiv(1));
        }
        Expr y = near.select(x.add(DIGAMMA_SHIFT), x);
        Expr z = y.square().rdiv(1);
        Expr tail = y.rdiv(0.5).add(z.mul(Format.poly(z, DIGAMMA)));
        return MathFns.log(y).sub(tail).sub(near.select(sum, x.like(0)));
    }
}
