package dev.vecgrad.ir;

import static dev.vecgrad.ir.MathFns.erf;
import static dev.vecgrad.ir.MathFns.exp;
import static dev.vecgrad.ir.MathFns.select;

import dev.vecgrad.type.DType;

/**
 * The standard normal distribution as activations need it: where Phi is a factor of x, only its absolute error counts.
 *
 * <p>In float32 {@code Phi(a) - 1/2} for a >= 0 is {@code a P(s) / Q(s)} with {@code s = a^2}, one rational function for all a without branches: at most 1.6e-7 off,
 * and exactly 1/2 from 5.5 on. In float64 it comes from erf.
 */
public final class NormalDistribution {
    private static final double SQRT_HALF = 0.7071067811865476;
    private static final double DENSITY_AT_ZERO = 0.3989422804014327;
    private static final double FARTHEST_SQUARE = 5.5 * 5.5;

    /** Minimax for Phi(a) - 1/2 on [0, 5.5] by iterated least squares, highest power first; absolute error 2^-27. */
    private static final double[] P = {
        2.2749338e-08, 6.3521302e-06, 1.6882693e-04, 4.6772682e-03, 3.3852763e-02, 3.9894223e-01
    };

    private static final double[] Q = {1.1975040e-06, 7.3647920e-05, 1.8844518e-03, 2.8645940e-02, 2.5152221e-01, 1};

    private static final Declared PHI = new Declared(
            "normal_cdf", 1, x -> distribution(x.getFirst()), (x, _) -> Derivatives.parts(density(x.getFirst())));

    private NormalDistribution() {}

    /** {@return x Phi(x), its derivative {@code Phi(x) + x phi(x)} left to the caller} */
    public static Expr timesDistribution(Expr x) {
        return x.dtype() == DType.FLOAT32
                ? x.abs().fma(above(x.abs()), x.mul(0.5))
                : x.mul(0.5).mul(erf(x.mul(SQRT_HALF)).add(1));
    }

    /** {@return the derivative of x Phi(x)} */
    public static Expr slopeOfTimesDistribution(Expr x) {
        return Expr.apply(PHI, x).add(x.mul(density(x)));
    }

    private static Expr density(Expr x) {
        return exp(x.square().mul(-0.5)).mul(DENSITY_AT_ZERO);
    }

    private static Expr distribution(Expr x) {
        if (x.dtype() != DType.FLOAT32) {
            return erf(x.mul(SQRT_HALF)).add(1).mul(0.5);
        }
        Expr above = above(x.abs());
        return select(x.lt(0), above.rsub(0.5), above.add(0.5));
    }

    /** Phi(a) - 1/2 for a >= 0, in float32. */
    private static Expr above(Expr a) {
        Expr square = Exponentials.atMost(a.square(), FARTHEST_SQUARE);
        return Exponentials.atMost(a.mul(Format.poly(square, P)).div(Format.poly(square, Q)), 0.5);
    }
}
