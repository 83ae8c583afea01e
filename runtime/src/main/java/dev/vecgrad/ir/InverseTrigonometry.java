package dev.vecgrad.ir;

/**
 * The angles. Each is an odd minimax polynomial on a short interval, reached by one division (atan) or one square root
 * (asin), plus a multiple of pi/4 in two parts.
 */
final class InverseTrigonometry {
    /** (atan(t) - t) / t in powers of t^2, |t| < 0.5464; relative error 2^-26.1, 2^-57. */
    private static final double[] ATAN32 = {-0.046382036, 0.09863291, -0.14114238, 0.19989388, -0.33333117};

    private static final double[] ATAN64 = {
        -0.006421907769364707,
        0.020351223900125212,
        -0.034634200172345656,
        0.04480663526384605,
        -0.05199308685794806,
        0.05871964668893237,
        -0.06665462041889932,
        0.07692209776697458,
        -0.09090903681988982,
        0.11111110918283218,
        -0.1428571428164673,
        0.19999999999956683,
        -0.3333333333333317
    };

    /** (asin(s) - s) / s in powers of s^2, |s| < 1/2; relative error 2^-27.6, 2^-58.9. */
    private static final double[] ASIN32 = {0.042160295, 0.024183782, 0.045469306, 0.07495309, 0.16666752};

    private static final double[] ASIN64 = {
        0.03263348838688418, -0.021006631073323012, 0.021712646286902875, 0.0037043331438251247, 0.010780786126622543,
        0.011398819925163995, 0.013980831483798549, 0.017351611129925875, 0.02237221503523026, 0.030381942706154474,
        0.04464285717464448, 0.07499999999970768, 0.1666666666666676
    };

    /** tan(1/2): below it no multiple of pi/4 is needed, and from it on what is added is more than 1/2. */
    private static final double DIRECT = 0.5463;

    private InverseTrigonometry() {}

    /** A constant as two numbers of the format. */
    private record Constant(double high, double low) {
        static Constant halfPi(Format f) {
            return new Constant(
                    f.choose(1.57079637, 1.5707963267948966), f.choose(-4.37113883e-8, 6.123233995736766e-17));
        }

        Constant times(double powerOfTwo) {
            return new Constant(high * powerOfTwo, low * powerOfTwo);
        }
    }

    /** {@return atan(x)}; at most 1.5 ulp. */
    static Expr atan(Expr x) {
        Expr a = x.abs();
        Turn turn = Turn.of(a, a.like(1));
        return Format.of(x).withSign(turned(turn.t(), turn.k()), x);
    }

    /**
     * The angle k pi/4 + atan(t), |t| <= tan(1/2).
     *
     * @param t what remains
     * @param k eighths of a turn
     */
    private record Turn(Expr t, Expr k) {
        /** {@return the angle of the point (d, n) with n, d >= 0} */
        static Turn of(Expr n, Expr d) {
            Expr middle = d.mul(DIRECT).lt(n);
            Expr large = n.mul(DIRECT).gt(d);
            Expr numerator = large.select(d.neg(), middle.select(n.sub(d), n));
            Expr denominator = large.select(n, middle.select(n.add(d), d));
            Expr k = large.select(n.like(2), middle.select(n.like(1), n.like(0)));
            return new Turn(numerator.div(denominator), k);
        }
    }

    private static Expr turned(Expr t, Expr k) {
        Format f = Format.of(t);
        Constant unit = Constant.halfPi(f).times(0.5);
        Expr z = t.square();
        Expr angle = z.mul(Format.poly(z, f.choose(ATAN32, ATAN64))).fma(t, t);
        return k.fma(k.like(unit.high()), k.fma(k.like(unit.low()), angle));
    }

    /**
     * {@return the angle of the point (x, y)}; at most 2 ulp. Points too far out to add their coordinates are scaled down; left of the axis t is mirrored and k
     * counted from the other side.
     */
    static Expr atan2(Expr y, Expr x) {
        Format f = Format.of(x);
        Expr sum = y.abs().add(x.abs());
        Expr scale = sum.eq(Double.POSITIVE_INFINITY).select(x.like(0.25), x.like(1));
        Expr n = y.abs().mul(scale);
        Expr d = x.abs().mul(scale);
        Turn any = Turn.of(n, d);
        Expr diagonal = n.eq(d);
        Expr t = diagonal.select(x.like(0), any.t());
        Expr k = diagonal.select(sum.eq(0).select(x.like(0), x.like(1)), any.k());
        Expr isLeft = f.bits(x).lt(f.integer(0));
        return f.withSign(turned(f.flipSign(t, x), isLeft.select(k.rsub(4), k)), y);
    }

    /**
     * The halves of a right angle: s with the polynomial's part of asin(s).
     *
     * @param large whether |x| > 1/2, and so s = sqrt((1 - |x|) / 2)
     * @param s the sine that the polynomial is for, not negative
     * @param tail asin(s) - s
     */
    private record Halves(Expr large, Expr s, Expr tail) {
        static Halves of(Expr x) {
            Format f = Format.of(x);
            Expr a = x.abs();
            Expr large = a.gt(0.5);
            Expr z = large.select(a.fma(-0.5, 0.5), a.square());
            Expr s = large.select(z.sqrt(), a);
            Expr tail = z.mul(Format.poly(z, f.choose(ASIN32, ASIN64))).mul(s);
            return new Halves(large, s, tail);
        }
    }

    /** {@return asin(x), for |x| > 1/2 pi/2 - 2 asin(sqrt((1 - |x|) / 2))}; at most 2 ulp. */
    static Expr asin(Expr x) {
        Format f = Format.of(x);
        Halves h = Halves.of(x);
        Constant right = Constant.halfPi(f);
        Expr rest = h.s().fma(h.s().like(-2), x.like(right.high()));
        Expr lost = h.s().fma(h.s().like(-2), rest.rsub(right.high()));
        Expr large = rest.add(h.tail().fma(-2, right.low()).add(lost));
        Expr value = h.large().select(large, h.s().add(h.tail()));
        return f.withSign(value, x);
    }

    /** {@return acos(x)}; at most 2 ulp. */
    static Expr acos(Expr x) {
        Format f = Format.of(x);
        Halves h = Halves.of(x);
        Constant right = Constant.halfPi(f);
        Expr twice = h.s().add(h.tail()).mul(2);
        Expr obtuse = twice.sub(2 * right.low()).rsub(2 * right.high());
        Expr large = x.lt(0).select(obtuse, twice);
        Expr signedTail = f.flipSign(h.tail(), x).sub(right.low());
        Expr small = x.rsub(right.high()).sub(signedTail);
        return h.large().select(large, small);
    }
}
