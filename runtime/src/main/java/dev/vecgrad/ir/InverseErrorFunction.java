package dev.vecgrad.ir;

import dev.vecgrad.type.DType;

/**
 * The inverse of the error function, in the form of M. Giles, "Approximating the erfinv function", GPU Computing Gems 2, 2010: {@code x P(w)} with
 * {@code w = -log(1 - x^2)}, where P is a polynomial in w below 6.25 and in sqrt(w) above. The polynomials are ours. Computed in float64; a float32
 * result is that one rounded.
 */
final class InverseErrorFunction {
    /** In powers of w - 3.125, w < 6.25; relative error 2^-54.5. */
    private static final double[] SMALL = {
        -3.5932028927020693e-22,
        3.194015548136271e-21,
        1.999259988861535e-20,
        -3.4734793888538036e-19,
        6.075050702072414e-19,
        1.5510787009902526e-17,
        -1.2215637192404172e-16,
        -3.94018812230432e-17,
        6.521333511502239e-15,
        -4.0020031087558496e-14,
        -8.07192593899004e-14,
        2.6305268312595183e-12,
        -1.2978805369932565e-11,
        -5.414303283919504e-11,
        1.051223377050429e-09,
        -4.1126604371632185e-09,
        -2.907039127564132e-08,
        4.23478816822246e-07,
        -1.3654691758785656e-06,
        -1.3882523393957483e-05,
        0.00018673420801981186,
        -0.0007407025341546431,
        -0.006033670871426851,
        0.24015818242558834,
        1.6536545626831027
    };

    /** In powers of sqrt(w) - 3.25, w < 16; relative error 2^-54.6. */
    private static final double[] MIDDLE = {
        7.680200479077053e-09,
        -1.5305397964152548e-08,
        -2.091453334773126e-08,
        1.3158663683192966e-07,
        -2.4549818963339823e-07,
        -2.761716223816241e-08,
        1.4815977874022539e-06,
        -3.985705945648173e-06,
        2.93257845538535e-06,
        1.2465028224217455e-05,
        -4.732068066544697e-05,
        6.828711739251955e-05,
        2.4031512865758357e-05,
        -0.0003550378137852452,
        0.0009532893415794137,
        -0.0016882755354488555,
        0.00249144209795696,
        -0.0037512085082247342,
        0.005370914553555033,
        1.0052589676941655,
        3.0838856104922208
    };

    /** In powers of sqrt(w) - 5.05, to the greatest float64 below 1; relative error 2^-53.9. */
    private static final double[] LARGE = {
        -1.5439278197208357e-11,
        2.8907082659821957e-11,
        7.745384761724363e-11,
        -3.868291027600669e-10,
        1.0483309310240935e-09,
        -2.63111320489407e-09,
        5.8058881045281164e-09,
        -1.1207461299741081e-08,
        2.182184091047108e-08,
        -5.493197748316723e-08,
        2.016190552154886e-07,
        -9.070860240222452e-07,
        4.193853753803149e-06,
        -1.8374536139125653e-05,
        7.124031542245363e-05,
        -0.00020031200668027357,
        -0.00016985809149340297,
        1.010285017597772,
        4.90042105144364
    };

    private InverseErrorFunction() {}

    /** {@return the y with erf(y) = x}, infinite at -1 and 1, NaN beyond; at most 0.51 ulp in float32, 4 in float64. */
    static Expr erfinv(Expr x) {
        Expr wide = x.cast(DType.FLOAT64);
        Expr a = wide.abs();
        Expr w = MathFns.log(a.rsub(1).mul(a.add(1))).neg();
        Expr root = w.sqrt();
        Expr far = w.lt(16).select(Format.poly(root.sub(3.25), MIDDLE), Format.poly(root.sub(5.05), LARGE));
        Expr near = Format.poly(w.sub(3.125), SMALL);
        Expr value = w.lt(6.25).select(near, far).mul(wide);
        Expr edge = wide.mul(Double.POSITIVE_INFINITY);
        return a.eq(1).select(edge, value).cast(x.dtype());
    }
}
