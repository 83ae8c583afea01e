package dev.vecgrad.ir;

/**
 * Sine, cosine and tangent: {@code |x| = n pi/2 + r}, |r| <= pi/4, minimax polynomials in r, and the quadrant n mod 4.
 *
 * <p>n is rounded by a magic number and n pi/2 is subtracted in three parts by fma: the first difference is exact, the others
 * are rounded relative to r, however small it is. That serves |x| < 2^16 in float32 and |x| < 2^45 in float64; larger x take {@link HugeAngle}'s way.
 */
final class Trigonometry {
    private static final double[] HALF_PI32 = {1.57079637, -4.37113883e-8, -1.7151245e-15};
    private static final double[] HALF_PI64 = {1.5707963267948966, 6.123233995736766e-17, -1.4973849048591698e-33};

    /** (sin(r) - r) / r in powers of r^2; relative error 2^-27.8, 2^-57.9. */
    private static final double[] SIN32 = {-0.00019507873, 0.008332106, -0.16666654};

    private static final double[] SIN64 = {
        1.589543298332959e-10,
        -2.50507343854086e-08,
        2.7557313538500376e-06,
        -0.00019841269829358517,
        0.00833333333332184,
        -0.1666666666666663
    };

    /** cos(r) - 1 in powers of r^2; error 2^-33, 2^-63. */
    private static final double[] COS32 = {2.4432102e-05, -0.0013887308, 0.041666646, -0.5};

    private static final double[] COS64 = {
        -1.1357337182163838e-11,
        2.087567809089404e-09,
        -2.7557314015148007e-07,
        2.4801587288295423e-05,
        -0.0013888888888872186,
        0.04166666666666659,
        -0.5
    };

    /** (tan(r) - r) / r in powers of r^2; relative error 2^-29.5, 2^-59.9. */
    private static final double[] TAN32 = {
        0.0043878467, 6.978014e-05, 0.010847788, 0.021279374, 0.054059975, 0.1333267, 0.3333335
    };

    private static final double[] TAN64 = {
        9.813780901118523e-06, -2.433727440777865e-05, 4.8757752055687244e-05, -2.5772069077326033e-05,
                6.732485397576488e-05,
        8.350608885247552e-05, 0.0002437702122429443, 0.0005888596396735828, 0.0014560464579090008,
                0.0035921007645869168,
        0.008863237932191048, 0.021869488398820275, 0.053968253972915964, 0.1333333333332533, 0.3333333333333338
    };

    private Trigonometry() {}

    /**
     * A reduced angle.
     *
     * @param quadrant an integer whose lowest two bits count quarter turns
     * @param r the rest, at most pi/4
     * @param low what the rounding of r lost
     */
    record Angle(Expr quadrant, Expr r, Expr low) {
        Angle orElse(Expr useOther, Angle other) {
            return new Angle(
                    useOther.select(other.quadrant, quadrant),
                    useOther.select(other.r, r),
                    useOther.select(other.low, low));
        }
    }

    /** {@return the sine}; at most 1.7 ulp. */
    static Expr sin(Expr x) {
        Angle angle = reduce(x);
        return Format.of(x).flipSign(wave(angle.r(), angle.quadrant()), x);
    }

    /** {@return the cosine}; at most 1.7 ulp. */
    static Expr cos(Expr x) {
        Angle angle = reduce(x);
        return wave(angle.r(), angle.quadrant().add(Format.of(x).integer(1)));
    }

    /** sin(r + quadrant pi/2). */
    private static Expr wave(Expr r, Expr quadrant) {
        Format f = Format.of(r);
        Expr z = r.square();
        Expr sin = z.mul(Format.poly(z, f.choose(SIN32, SIN64))).fma(r, r);
        Expr cos = Format.poly(z, f.choose(COS32, COS64)).fma(z, z.like(1));
        Expr value = isOdd(quadrant).select(cos, sin);
        int toSign = f.mantissaBits() == 23 ? 30 : 62;
        return f.value(f.bits(value).xor(quadrant.shl(toSign).and(f.bitsOf(-0.0))));
    }

    private static Expr isOdd(Expr quadrant) {
        return quadrant.and(Expr.literal(quadrant.dtype(), 1L)).ne(Expr.literal(quadrant.dtype(), 0L));
    }

    /** {@return the tangent}; at most 1.5 ulp. In odd quadrants -1 / tan(r), its quotient made good by the remainder. */
    static Expr tan(Expr x) {
        Format f = Format.of(x);
        Angle angle = reduce(x);
        Expr r = angle.r();
        Expr z = r.square();
        Expr low = z.fma(angle.low(), angle.low());
        Expr tail = z.mul(r).fma(Format.poly(z, f.choose(TAN32, TAN64)), low);
        Expr tan = r.add(tail);
        Expr lost = r.sub(tan).add(tail);
        Expr quotient = tan.rdiv(-1);
        Expr left = quotient.fma(lost, quotient.fma(tan, r.like(1)));
        Expr value = isOdd(angle.quadrant()).select(left.fma(quotient, quotient), tan);
        return f.flipSign(value, x);
    }

    private static Angle reduce(Expr x) {
        Expr a = x.abs();
        Angle near = near(a, Format.of(a).choose(HALF_PI32, HALF_PI64));
        Angle any = near.orElse(HugeAngle.isHuge(a), HugeAngle.reduce(a));
        return numberOnlyIf(a.lt(Double.POSITIVE_INFINITY), any);
    }

    private static Angle numberOnlyIf(Expr condition, Angle angle) {
        return new Angle(angle.quadrant(), condition.select(angle.r(), angle.r().like(Double.NaN)), angle.low());
    }

    private static Angle near(Expr a, double[] halfPi) {
        Format f = Format.of(a);
        Expr t = a.fma(2 / Math.PI, f.magic());
        Expr n = t.sub(f.magic());
        Expr first = n.fma(n.like(-halfPi[0]), a);
        Expr r = n.fma(n.like(-halfPi[2]), n.fma(n.like(-halfPi[1]), first));
        return new Angle(f.bits(t), r, lost(n, first, r, halfPi));
    }

    /** What r lacks to first - n (halfPi[1] + halfPi[2]). */
    private static Expr lost(Expr n, Expr first, Expr r, double[] halfPi) {
        Expr part = n.mul(halfPi[1]);
        Expr rest = first.sub(part);
        Expr restLost = first.sub(rest).sub(part);
        Expr partLost = n.fma(n.like(halfPi[1]), part.neg());
        return rest.sub(r).add(n.fma(n.like(-halfPi[2]), restLost.sub(partLost)));
    }
}
