package dev.vecgrad.ops;

import static dev.vecgrad.ir.MathFns.floor;
import static dev.vecgrad.ir.MathFns.pow;
import static dev.vecgrad.ir.MathFns.select;
import static dev.vecgrad.ops.Declare.by;
import static dev.vecgrad.ops.Declare.noBool;

import dev.vecgrad.core.Elementwise;
import dev.vecgrad.core.Elementwise.Rule;
import dev.vecgrad.ir.Declared;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.MathFn;
import dev.vecgrad.type.DType;
import java.util.List;

/** Elementwise arithmetic. Names, gradients at ties and node names are PyTorch's. */
public final class PointwiseArithmetic {
    private static final Declare DECLARE = new Declare();

    private static final Declared REMAINDER_FN = new Declared(
            "remainder",
            2,
            x -> sameSign(x.get(0), x.get(1)),
            (x, _) -> by(x.get(0).like(1), floor(x.get(0).div(x.get(1))).neg()));

    private static final Declared FLOORED_FN =
            new Declared("floor_divide", 2, x -> flooredQuotient(x.get(0), x.get(1)), (_, _) -> by(null, null));

    /** a + b; of bools: or. */
    public static final Elementwise ADD =
            DECLARE.binary("add", "AddBackward0", Rule.NUMBER, (a, b) -> isBool(a) ? a.or(b) : a.add(b));

    /** a - b. */
    public static final Elementwise SUB = DECLARE.binary(
            "sub", "SubBackward0", Rule.NUMBER, (a, b) -> noBool("sub", a).sub(b));

    /** b - a. */
    public static final Elementwise RSUB = DECLARE.binary(
            "rsub", "RsubBackward1", Rule.NUMBER, (a, b) -> noBool("rsub", b).sub(a));

    /** a * b; of bools: and. */
    public static final Elementwise MUL =
            DECLARE.binary("mul", "MulBackward0", Rule.NUMBER, (a, b) -> isBool(a) ? a.and(b) : a.mul(b));

    /** a / b, of integers too in floating point. */
    public static final Elementwise DIV = DECLARE.binary("div", "DivBackward0", Rule.FLOATING, Expr::div);

    /** The quotient rounded down. */
    public static final Elementwise FLOOR_DIVIDE =
            DECLARE.binary("floor_divide", "FloorDivideBackward0", Rule.NUMBER, PointwiseArithmetic::floorDivide);

    /** The remainder with the sign of the divisor. */
    public static final Elementwise REMAINDER =
            DECLARE.binary("remainder", "RemainderBackward0", Rule.NUMBER, PointwiseArithmetic::remainder);

    /** The remainder with the sign of the dividend, exact. */
    public static final Elementwise FMOD = DECLARE.binary(
            "fmod", "FmodBackward0", Rule.NUMBER, (a, b) -> noBool("fmod", a).rem(b));

    /** The quotient rounded toward zero; its gradient is 0. */
    public static final Elementwise DIV_TRUNC = DECLARE.binary(
            "div",
            "DivBackward2",
            Rule.NUMBER,
            (a, b) -> a.dtype().isFloatingPoint()
                    ? Expr.apply(MathFn.TRUNC, a.div(b))
                    : noBool("div", a).div(b));

    /** The quotient rounded down; its gradient is 0. */
    public static final Elementwise DIV_FLOOR =
            DECLARE.binary("div", "DivBackward2", Rule.NUMBER, PointwiseArithmetic::floorDivide);

    /** a + alpha b; operands a, b, alpha. */
    public static final Elementwise ADD_SCALED = DECLARE.ternary(
            "add",
            "AddBackward0",
            Rule.NUMBER,
            (a, b, alpha) -> noBool("add", a).add(b.mul(alpha)));

    /** a - alpha b; operands a, b, alpha. */
    public static final Elementwise SUB_SCALED = DECLARE.ternary(
            "sub",
            "SubBackward0",
            Rule.NUMBER,
            (a, b, alpha) -> noBool("sub", a).sub(b.mul(alpha)));

    /** self + value a b; operands self, a, b, value. */
    public static final Elementwise ADDCMUL = DECLARE.op(
            "addcmul",
            "AddcmulBackward0",
            4,
            Rule.NUMBER,
            x -> x.get(0).add(x.get(3).mul(x.get(1)).mul(x.get(2))));

    /** self + value a / b; operands self, a, b, value. */
    public static final Elementwise ADDCDIV = DECLARE.op(
            "addcdiv",
            "AddcdivBackward0",
            4,
            Rule.FLOATING,
            x -> x.get(0).add(x.get(3).mul(x.get(1)).div(x.get(2))));

    /** start + weight (end - start), taken from the nearer end, so that both ends are exact. */
    public static final Elementwise LERP =
            DECLARE.ternary("lerp", "LerpBackward0", Rule.FLOATING, PointwiseArithmetic::lerp);

    /** x^y of two tensors. */
    public static final Elementwise POW =
            DECLARE.binary("pow", "PowBackward1", Rule.NUMBER, PointwiseArithmetic::power);

    /** x^y for a number y. */
    public static final Elementwise POW_SCALAR =
            DECLARE.binary("pow", "PowBackward0", Rule.NUMBER, PointwiseArithmetic::power);

    /** x^2 as a power. */
    public static final Elementwise POW_2 = DECLARE.unary("pow", "PowBackward0", Rule.NUMBER, Expr::square);

    /** x^3 as a power. */
    public static final Elementwise POW_3 =
            DECLARE.unary("pow", "PowBackward0", Rule.NUMBER, x -> x.square().mul(x));

    /** x^4 as a power. */
    public static final Elementwise POW_4 =
            DECLARE.unary("pow", "PowBackward0", Rule.NUMBER, x -> x.square().square());

    /** x^0.5 as a power. */
    public static final Elementwise POW_HALF = DECLARE.unary("pow", "PowBackward0", Rule.FLOATING, Expr::sqrt);

    /** x^-1 as a power. */
    public static final Elementwise POW_MINUS_1 = DECLARE.unary("pow", "PowBackward0", Rule.FLOATING, x -> x.rdiv(1));

    /** -x. */
    public static final Elementwise NEG = DECLARE.unary(
            "neg", "NegBackward0", Rule.NUMBER, x -> noBool("neg", x).neg());

    /** |x|; the gradient at 0 is 0. */
    public static final Elementwise ABS =
            DECLARE.unary("abs", "AbsBackward0", Rule.NUMBER, x -> isBool(x) ? x : x.abs());

    /** x x. */
    public static final Elementwise SQUARE = DECLARE.unary("square", "PowBackward0", Rule.NUMBER, Expr::square);

    /** 1 / x. */
    public static final Elementwise RECIPROCAL =
            DECLARE.unary("reciprocal", "ReciprocalBackward0", Rule.FLOATING, x -> x.rdiv(1));

    /** -1, 0 or 1. */
    public static final Elementwise SIGN =
            DECLARE.unary("sign", "SignBackward0", Rule.NUMBER, PointwiseArithmetic::sign);

    /** The greater; NaN if one is; at a tie each has half of the gradient. */
    public static final Elementwise MAXIMUM =
            DECLARE.binary("maximum", "MaximumBackward0", Rule.NUMBER, PointwiseArithmetic::maximum);

    /** The lesser; NaN if one is; at a tie each has half of the gradient. */
    public static final Elementwise MINIMUM =
            DECLARE.binary("minimum", "MinimumBackward0", Rule.NUMBER, PointwiseArithmetic::minimum);

    /** The greater; the other if one is NaN; at a tie the first has the gradient. */
    public static final Elementwise FMAX =
            DECLARE.binary("fmax", "FmaxBackward0", Rule.NUMBER, (a, b) -> orOther(a.ge(b), a, b));

    /** The lesser; the other if one is NaN; at a tie the first has the gradient. */
    public static final Elementwise FMIN =
            DECLARE.binary("fmin", "FminBackward0", Rule.NUMBER, (a, b) -> orOther(a.le(b), a, b));

    /** The greatest integer not above x. */
    public static final Elementwise FLOOR = DECLARE.rounding("FloorBackward0", MathFn.FLOOR);

    /** The least integer not below x. */
    public static final Elementwise CEIL = DECLARE.rounding("CeilBackward0", MathFn.CEIL);

    /** The integer part. */
    public static final Elementwise TRUNC = DECLARE.rounding("TruncBackward0", MathFn.TRUNC);

    /** The nearest integer, halves to even. */
    public static final Elementwise ROUND = DECLARE.rounding("RoundBackward0", MathFn.ROUND);

    /** x - trunc(x); its gradient is 1. */
    public static final Elementwise FRAC =
            DECLARE.unary("frac", "FracBackward0", Rule.FLOATING, x -> x.sub(Expr.apply(MathFn.TRUNC, x)));

    private PointwiseArithmetic() {}

    /** {@return the declarations of this class} */
    public static List<Elementwise> all() {
        return DECLARE.all();
    }

    private static boolean isBool(Expr x) {
        return x.dtype().isBool();
    }

    private static Expr lerp(Expr start, Expr end, Expr weight) {
        Expr span = end.sub(start);
        return weight.abs().lt(0.5).select(start.add(weight.mul(span)), end.sub(span.mul(weight.rsub(1))));
    }

    private static Expr floorDivide(Expr a, Expr b) {
        noBool("floor_divide", a);
        if (a.dtype().isFloatingPoint()) {
            return Expr.apply(FLOORED_FN, a, b);
        }
        Expr quotient = a.div(b);
        return correction(a, b).select(quotient.sub(1), quotient);
    }

    /** From the exact remainder, so that the quotient is right where a / b rounds up to an integer; a / 0 stays infinite. */
    private static Expr flooredQuotient(Expr a, Expr b) {
        Expr exact = a.sub(a.rem(b)).div(b);
        Expr lowered = correction(a, b).select(exact.sub(1), exact);
        Expr whole = Expr.apply(MathFn.ROUND, lowered);
        return b.eq(0).select(a.div(b), whole.eq(0).select(a.div(b).mul(0), whole));
    }

    private static Expr remainder(Expr a, Expr b) {
        noBool("remainder", a);
        return a.dtype().isFloatingPoint() ? Expr.apply(REMAINDER_FN, a, b) : sameSign(a, b);
    }

    private static Expr sameSign(Expr a, Expr b) {
        Expr rest = a.rem(b);
        return correction(a, b).select(rest.add(b), rest);
    }

    /** Whether truncation and rounding down differ: the remainder is not 0 and has not the divisor's sign. */
    private static Expr correction(Expr a, Expr b) {
        Expr rest = a.rem(b);
        return rest.ne(0).and(rest.lt(0).xor(b.lt(0)));
    }

    private static Expr sign(Expr x) {
        if (isBool(x)) {
            return x;
        }
        return x.dtype().isFloatingPoint()
                ? Expr.apply(MathFn.SIGN, x)
                : x.gt(0).select(x.like(1), x.lt(0).select(x.like(-1), x.like(0)));
    }

    private static Expr maximum(Expr a, Expr b) {
        return switch (a.dtype().category()) {
            case FLOATING -> Expr.apply(MathFn.MAXIMUM, a, b);
            case INTEGRAL -> select(a.lt(b), b, a);
            case BOOL -> a.or(b);
        };
    }

    private static Expr minimum(Expr a, Expr b) {
        return switch (a.dtype().category()) {
            case FLOATING -> Expr.apply(MathFn.MINIMUM, a, b);
            case INTEGRAL -> select(b.lt(a), b, a);
            case BOOL -> a.and(b);
        };
    }

    private static Expr orOther(Expr isFirst, Expr a, Expr b) {
        return select(isFirst.or(b.isNan()), a, b);
    }

    private static Expr power(Expr x, Expr y) {
        return noBool("pow", x).dtype().isFloatingPoint() ? pow(x, y) : integerPower(x, y);
    }

    /** By squaring, one step for each bit of the exponent; a negative exponent was refused before. */
    private static Expr integerPower(Expr x, Expr y) {
        Expr result = x.like(1);
        Expr base = x;
        int bits = x.dtype() == DType.INT64 ? 63 : 31;
        for (int i = 0; i < bits; i++) {
            result = select(y.ushr(i).and(y.like(1)).ne(0), result.mul(base), result);
            base = base.mul(base);
        }
        return result;
    }
}
