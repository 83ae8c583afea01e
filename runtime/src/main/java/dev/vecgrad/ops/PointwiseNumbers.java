package dev.vecgrad.ops;

import static dev.vecgrad.ir.MathFns.exp2;
import static dev.vecgrad.ir.MathFns.round;
import static dev.vecgrad.ir.MathFns.select;
import static dev.vecgrad.ops.Declare.by;
import static dev.vecgrad.ops.Declare.noBool;

import dev.vecgrad.core.Elementwise;
import dev.vecgrad.core.Elementwise.Rule;
import dev.vecgrad.ir.Declared;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.Prim;
import dev.vecgrad.type.DType;
import java.util.List;

/** Elementwise ops on how numbers are written: signs, neighbours, exponents, digits; on the bits and divisors of integers. */
public final class PointwiseNumbers {
    private static final Declare DECLARE = new Declare();

    private static final Declared HEAVISIDE_FN =
            new Declared("heaviside", 2, x -> heaviside(x.get(0), x.get(1)), (_, _) -> by(null, null));

    private static final Declared NEXTAFTER_FN = new Declared(
            "nextafter",
            2,
            x -> nextAfter(x.get(0), x.get(1)),
            (x, _) -> by(x.get(0).eq(x.get(1)).select(x.get(0).like(0), x.get(0).like(1)), null));

    private static final Declared NAN_TO_NUM_FN = new Declared(
            "nan_to_num",
            4,
            x -> replaced(x.get(0), x.get(1), x.get(2), x.get(3)),
            (x, _) -> by(isFinite(x.get(0)).select(x.get(0).like(1), x.get(0).like(0)), null, null, null));

    /** |a| with the sign of b, be it of a zero; its gradient at a = 0 is 0. */
    public static final Elementwise COPYSIGN = DECLARE.withGradient(
            "copysign",
            "CopysignBackward0",
            2,
            x -> select(isSigned(x.get(1)), x.get(0).abs().neg(), x.get(0).abs()),
            (x, _) -> by(copysignSlope(x.get(0), x.get(1)), null));

    /** Whether the sign bit is set, be it of -0. */
    public static final Elementwise SIGNBIT = DECLARE.unary("signbit", "", Rule.COMPARISON, PointwiseNumbers::signbit);

    /** The floating number after a on the way to b; its gradient is a's, but 0 where they are equal. */
    public static final Elementwise NEXTAFTER = DECLARE.binary(
            "nextafter", "NextafterBackward0", Rule.ONLY_FLOATING, (a, b) -> Expr.apply(NEXTAFTER_FN, a, b));

    /** a 2^b. */
    public static final Elementwise LDEXP =
            DECLARE.binary("ldexp", "LdexpBackward0", Rule.FLOATING, (a, b) -> a.mul(exp2(b)));

    /** a << b; 0 where b is negative or not below the width. */
    public static final Elementwise LEFT_SHIFT =
            DECLARE.binary("bitwise_left_shift", "", Rule.BITWISE, PointwiseNumbers::leftShift);

    /** a >> b with the sign; 0 or -1 where b is negative or not below the width. */
    public static final Elementwise RIGHT_SHIFT =
            DECLARE.binary("bitwise_right_shift", "", Rule.BITWISE, PointwiseNumbers::rightShift);

    /** The greatest common divisor, not negative. */
    public static final Elementwise GCD = DECLARE.binary("gcd", "", Rule.BITWISE, (a, b) -> gcd(noBool("gcd", a), b));

    /** The least common multiple, not negative. */
    public static final Elementwise LCM = DECLARE.binary("lcm", "", Rule.BITWISE, (a, b) -> lcm(noBool("lcm", a), b));

    /** 0 below 0, values at 0, 1 above. */
    public static final Elementwise HEAVISIDE = DECLARE.binary(
            "heaviside",
            "HeavisideBackward0",
            Rule.NUMBER,
            (x, values) -> x.dtype().isFloatingPoint() ? Expr.apply(HEAVISIDE_FN, x, values) : heaviside(x, values));

    /** x with NaN and infinities replaced; operands x, nan, posinf, neginf. The gradient is 0 where that was done. */
    public static final Elementwise NAN_TO_NUM = DECLARE.op(
            "nan_to_num",
            "NanToNumBackward0",
            4,
            Rule.NUMBER,
            x -> x.get(0).dtype().isFloatingPoint() ? Expr.apply(NAN_TO_NUM_FN, x) : x.get(0));

    /** x rounded to digits after the point; operands x, the power of ten. */
    public static final Elementwise ROUND_DIGITS = DECLARE.binary(
            "round",
            "RoundBackward1",
            Rule.ONLY_FLOATING,
            (x, power) -> round(x.mul(power)).div(power));

    /** x rounded to digits before the point; operands x, the power of ten. */
    public static final Elementwise ROUND_TENS = DECLARE.binary(
            "round",
            "RoundBackward1",
            Rule.ONLY_FLOATING,
            (x, power) -> round(x.div(power)).mul(power));

    private PointwiseNumbers() {}

    /** {@return the declarations of this class} */
    public static List<Elementwise> all() {
        return DECLARE.all();
    }

    private static DType bits(Expr x) {
        return x.dtype() == DType.FLOAT32 ? DType.INT32 : DType.INT64;
    }

    private static Expr isSigned(Expr x) {
        return x.bitcast(bits(x)).lt(0);
    }

    private static Expr copysignSlope(Expr a, Expr b) {
        Expr sign = select(isSigned(a).xor(isSigned(b)), a.like(-1), a.like(1));
        return select(a.eq(0), a.like(0), sign);
    }

    private static Expr signbit(Expr x) {
        return switch (x.dtype().category()) {
            case FLOATING -> isSigned(x);
            case INTEGRAL -> x.lt(0);
            case BOOL -> Expr.literal(DType.BOOL, 0L);
        };
    }

    /** Numbers of one sign are ordered as their bits are. */
    private static Expr nextAfter(Expr a, Expr b) {
        Expr bits = a.bitcast(bits(a));
        Expr away = a.lt(b).xor(a.lt(0));
        Expr next = select(away, bits.add(Expr.literal(bits.dtype(), 1L)), bits.sub(Expr.literal(bits.dtype(), 1L)));
        double least = a.dtype() == DType.FLOAT32 ? Float.MIN_VALUE : Double.MIN_VALUE;
        Expr fromZero = select(b.lt(0), a.like(-least), a.like(least));
        Expr moved = select(a.eq(0), fromZero, next.bitcast(a.dtype()));
        return select(a.isNan(), a, select(b.isNan().or(a.eq(b)), b, moved));
    }

    private static Expr leftShift(Expr a, Expr b) {
        noBool("bitwise_left_shift", a);
        return select(isCount(b), Expr.op(Prim.SHL, a, b), a.like(0));
    }

    private static Expr rightShift(Expr a, Expr b) {
        noBool("bitwise_right_shift", a);
        return Expr.op(Prim.SHR, a, select(isCount(b), b, b.like(width(b) - 1)));
    }

    private static Expr isCount(Expr b) {
        return b.ge(0).and(b.lt(width(b)));
    }

    private static int width(Expr b) {
        return b.dtype() == DType.INT32 ? Integer.SIZE : Long.SIZE;
    }

    /**
     * By Euclid, as many steps as two neighbours of Fibonacci's sequence need: 44 or 90. A remainder by 0 is 0, which ends it: the pair becomes
     * (g, 0), then (0, 0), so the last divisor that was not 0 is kept.
     */
    private static Expr gcd(Expr a, Expr b) {
        Expr greater = a;
        Expr less = b;
        int steps = a.dtype() == DType.INT32 ? 46 : 92;
        for (int i = 0; i < steps; i++) {
            Expr rest = greater.rem(less);
            Expr done = less.eq(0);
            greater = select(done, greater, less);
            less = rest;
        }
        return greater.abs();
    }

    private static Expr lcm(Expr a, Expr b) {
        return a.div(gcd(a, b)).mul(b).abs();
    }

    private static Expr heaviside(Expr x, Expr values) {
        return select(x.eq(0), values, select(x.gt(0), x.like(1), x.like(0)));
    }

    private static Expr isFinite(Expr x) {
        return x.abs().lt(Double.POSITIVE_INFINITY);
    }

    private static Expr replaced(Expr x, Expr nan, Expr high, Expr low) {
        Expr limited = select(x.eq(Double.POSITIVE_INFINITY), high, select(x.eq(Double.NEGATIVE_INFINITY), low, x));
        return select(x.isNan(), nan, limited);
    }
}
