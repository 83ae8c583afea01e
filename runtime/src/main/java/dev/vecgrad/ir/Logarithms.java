package dev.vecgrad.ir;

/**
 * The logarithms: {@code x = 2^e (1 + f)} by integer arithmetic on the bits, {@code log(x) = e ln(2) + log(1 + f)}.
 *
 * <p>In float32 f is in [-1/3, 1/3] and {@code log(1 + f) = f + f^2 Q(f)}, Q a minimax polynomial with relative error 2^-27.6, no division. In
 * float64 1 + f is in [sqrt(1/2), sqrt(2)] and, with {@code s = f / (2 + f)}, {@code log(1 + f) = f - f^2/2 + s (f^2/2 + R(s^2))} as in
 * Sun's fdlibm; R is our minimax polynomial with relative error 2^-59.
 */
final class Logarithms {
    private static final double LN2 = 0.6931471805599453;
    private static final double LN2_LOW = 2.3190468138462996e-17;
    private static final double[] Q32 = {
        -0.12877676, 0.13963178, -0.121877834, 0.14010827, -0.16680205, 0.20010044, -0.24999805, 0.33333224, -0.5
    };
    private static final double[] R64 = {
        0.14795969127292466,
        0.15314056321379813,
        0.18183563760639634,
        0.2222219859168649,
        0.2857142874211639,
        0.3999999999941644,
        0.6666666666666734
    };

    private Logarithms() {}

    /**
     * A number as {@code 2^e (1 + f)}.
     *
     * @param exponent e in the exponent field of an integer
     */
    record Split(Expr exponent, Expr f) {
        /** {@return e in units of {@link Format#exponentUnit}} */
        Expr e() {
            return Format.of(f).exponentValue(exponent);
        }
    }

    /** {@return the natural logarithm}; at most 1 ulp. */
    static Expr log(Expr x) {
        return withEdges(x, 0, natural(splitAny(x)));
    }

    /** {@return the logarithm to base 2}; at most 1.2 ulp. */
    static Expr log2(Expr x) {
        Format f = Format.of(x);
        double high = f.choose(1.44269502, 1.4426950408889634);
        double low = f.choose(1.92596303e-08, 2.0355273740931033e-17);
        return withEdges(x, 0, inBase(splitAny(x), 1, 0, high, low));
    }

    /** {@return the logarithm to base 10}; at most 1.2 ulp. */
    static Expr log10(Expr x) {
        Format f = Format.of(x);
        double unit = f.choose(0.30102539, 0.3010299956640665);
        double unitLow = f.choose(4.60503907e-06, -8.532344317057107e-14);
        double high = f.choose(0.434294492, 0.4342944819032518);
        double low = f.choose(-1.0103050e-08, 1.098319650216765e-17);
        return withEdges(x, 0, inBase(splitAny(x), unit, unitLow, high, low));
    }

    /** {@return log(1 + x)}: 1 + x = 2^e (1 + f) with f = (x 2^-e) + (2^-e - 1) rounded once; at most 1.6 ulp. */
    static Expr log1p(Expr x) {
        return x.eq(0).select(x, withEdges(x, -1, natural(splitPlusOne(x))));
    }

    private static Split splitPlusOne(Expr x) {
        Format format = Format.of(x);
        Expr u = x.add(1);
        Expr exponent = exponentOf(u);
        Expr power = powerOf(exponent, format);
        Expr precise = x.fma(power, power.rsub(1).neg());
        Expr rounded = format.value(format.bits(u).sub(exponent)).sub(1);
        return new Split(exponent, x.gt(Math.scalb(1.0, 64)).select(rounded, precise));
    }

    /** 2^-e, for e below the bias. */
    private static Expr powerOf(Expr exponent, Format format) {
        return format.value(format.bitsOf(1).sub(exponent));
    }

    /**
     * {@return log(1 + y + rest), or log(2 y) where {@code huge}}
     *
     * @param y not negative, finite
     * @param rest what the rounding of y lost
     * @param huge where y is far above 1
     */
    static Expr log1pOfParts(Expr y, Expr rest, Expr huge) {
        Format format = Format.of(y);
        Split split = splitPlusOne(y);
        Expr scaled = huge.select(y.like(0), rest.mul(powerOf(split.exponent(), format)));
        Expr correction = split.f().neg().fma(scaled, scaled);
        Expr one = huge.select(format.integer(1L << format.mantissaBits()), format.integer(0));
        Split shifted = new Split(split.exponent().add(one), split.f());
        Expr e = shifted.e();
        double unit = format.exponentUnit();
        Expr low = e.fma(e.like(LN2_LOW * unit), tail(split.f()).add(correction));
        return e.fma(e.like(LN2 * unit), split.f().add(low));
    }

    /** {@return log(1 + z + rest) for z in [0, 1], where rest is what the rounding of z lost} */
    static Expr log1pOfUnit(Expr z, Expr rest) {
        Expr large = z.gt(Format.of(z).choose(1.0 / 3, Math.sqrt(2) - 1));
        Expr f = large.select(z.fma(0.5, -0.5), z);
        Expr correction = z.mul(-0.5).fma(rest, rest);
        Expr small = f.add(tail(f).add(correction));
        return large.select(z.like(LN2), z.like(0)).add(small);
    }

    private static Expr exponentOf(Expr normal) {
        Format f = Format.of(normal);
        Expr bits = f.bits(normal).sub(f.bitsOf(f.choose(2.0 / 3, Math.sqrt(0.5))));
        return bits.and(f.bitsOf(Double.NEGATIVE_INFINITY));
    }

    /** Of any positive finite number; a subnormal one is scaled up first. */
    static Split splitAny(Expr x) {
        Format f = Format.of(x);
        int up = f.mantissaBits();
        Expr subnormal = x.lt(f.minNormal());
        Expr normal = subnormal.select(x.mul(Math.scalb(1.0, up)), x);
        Expr exponent = exponentOf(normal);
        Expr one = f.value(f.bits(normal).sub(exponent));
        Expr shift = subnormal.select(f.integer((long) up << up), f.integer(0));
        return new Split(exponent.sub(shift), one.sub(1));
    }

    private static Expr natural(Split split) {
        Expr e = split.e();
        Format format = Format.of(split.f());
        double unit = format.exponentUnit();
        Expr high = e.like(LN2 * unit);
        return switch (format) {
            case SINGLE -> e.fma(high, sum(split.f()));
            case DOUBLE -> e.fma(high, split.f().add(e.fma(e.like(LN2_LOW * unit), tail(split.f()))));
        };
    }

    /** log(1 + f). */
    private static Expr sum(Expr f) {
        return switch (Format.of(f)) {
            case SINGLE -> f.square().fma(Format.poly(f, Q32), f);
            case DOUBLE -> f.add(tail(f));
        };
    }

    /** log(1 + f) - f. */
    private static Expr tail(Expr f) {
        return switch (Format.of(f)) {
            case SINGLE -> f.square().mul(Format.poly(f, Q32));
            case DOUBLE -> {
                Expr s = f.div(f.add(2));
                Expr z = s.square();
                Expr half = f.mul(0.5).mul(f);
                yield s.mul(half.add(z.mul(Format.poly(z, R64)))).sub(half);
            }
        };
    }

    /** e unit + log(1 + f) factor, with unit and factor in two parts; e unit is exact in the first. */
    private static Expr inBase(Split split, double unit, double unitLow, double factor, double factorLow) {
        Expr f = split.f();
        double scale = Format.of(f).exponentUnit();
        Expr e = split.e();
        Expr whole = e.mul(unit * scale);
        Expr wholeLow = e.mul(unitLow * scale);
        Expr part = f.mul(factor);
        Expr partLow = f.fma(f.like(factor), part.neg()).add(f.fma(f.like(factorLow), tail(f).mul(factor)));
        Expr sum = whole.add(part);
        Expr lost = whole.sub(sum).add(part);
        return sum.add(lost.add(wholeLow.add(partLow)));
    }

    /** The value for x above {@code edge}; -infinity at the edge, infinity at infinity, NaN below and for NaN. */
    private static Expr withEdges(Expr x, double edge, Expr value) {
        Expr infinity = x.like(Double.POSITIVE_INFINITY);
        Expr inside = x.lt(infinity).select(value, infinity);
        Expr outside = x.eq(edge).select(infinity.neg(), x.like(Double.NaN));
        return x.gt(edge).select(inside, outside);
    }
}
