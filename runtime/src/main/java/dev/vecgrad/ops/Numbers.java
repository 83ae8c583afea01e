package dev.vecgrad.ops;

import dev.vecgrad.core.MapFunction;
import dev.vecgrad.core.Scalar;
import dev.vecgrad.core.Value;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import java.util.List;

/** What {@link PointwiseNumbers} need besides their expressions: checks, parameters, two results. */
final class Numbers {
    private static final MapFunction FREXP32 = frexpOf(DType.FLOAT32, DType.INT32, 23, 127);
    private static final MapFunction FREXP64 = frexpOf(DType.FLOAT64, DType.INT64, 52, 1023);

    private Numbers() {}

    /** {@return mantissa and exponent} */
    static Value[] frexp(Value x) {
        return switch (x.dtype()) {
            case FLOAT32 -> FREXP32.apply(new Value[] {x}, new long[0]);
            case FLOAT64 -> FREXP64.apply(new Value[] {x}, new long[0]);
            case INT32, INT64, BOOL ->
                throw new DTypeException(
                        "frexp: torch.frexp() only supports floating-point dtypes: the tensor is " + x.dtype());
        };
    }

    /**
     * A subnormal number is scaled up first. The mantissa is x times a power of two, so that its gradient follows; the power is taken four
     * times as great, which is a normal number for each exponent.
     */
    private static MapFunction frexpOf(DType dtype, DType bitsType, int mantissaBits, int bias) {
        Expr x = Expr.input(0, dtype);
        Expr subnormal = x.abs().lt(Math.scalb(1.0, 1 - bias));
        Expr up = subnormal.select(x.like(Math.scalb(1.0, mantissaBits)), x.like(1));
        Expr field = x.mul(up).bitcast(bitsType).shr(mantissaBits).and(Expr.literal(bitsType, 2L * bias + 1));
        Expr exponent = field.sub(Expr.literal(bitsType, bias - 1L));
        Expr scale = Expr.literal(bitsType, bias + 2L)
                .sub(exponent)
                .shl(mantissaBits)
                .bitcast(dtype);
        Expr kept = x.eq(0).or(x.abs().lt(Double.POSITIVE_INFINITY).not());
        Expr mantissa = kept.select(x, x.mul(up).mul(scale).mul(0.25));
        Expr shift = subnormal.select(Expr.literal(bitsType, (long) mantissaBits), Expr.literal(bitsType, 0L));
        Expr whole =
                kept.select(Expr.literal(bitsType, 0L), exponent.sub(shift)).cast(DType.INT32);
        return new MapFunction("frexp", "FrexpBackward0", List.of(dtype), List.of(), List.of(mantissa, whole));
    }

    static Value heaviside(Value x, Value values) {
        requireOneDType(x, values);
        return PointwiseNumbers.HEAVISIDE.apply(x, values);
    }

    static void heavisideInPlace(Value x, Value values) {
        requireOneDType(x, values);
        PointwiseNumbers.HEAVISIDE.applyInPlace(x, values);
    }

    private static void requireOneDType(Value x, Value values) {
        if (x.dtype() != values.dtype()) {
            throw new DTypeException(
                    "heaviside: heaviside is not yet implemented for tensors with different dtypes.: they" + " are "
                            + x.dtype() + " and " + values.dtype());
        }
    }

    static Value round(Value x, int decimals) {
        return decimals >= 0
                ? PointwiseNumbers.ROUND_DIGITS.apply(x, power(decimals))
                : PointwiseNumbers.ROUND_TENS.apply(x, power(-decimals));
    }

    static void roundInPlace(Value x, int decimals) {
        if (decimals >= 0) {
            PointwiseNumbers.ROUND_DIGITS.applyInPlace(x, power(decimals));
        } else {
            PointwiseNumbers.ROUND_TENS.applyInPlace(x, power(-decimals));
        }
    }

    /** An integer as long as it is one, so that it does not make floating numbers of integers, which the op refuses. */
    private static Scalar power(int digits) {
        double power = Math.pow(10, digits);
        return power < Long.MAX_VALUE ? Scalar.of((long) power) : Scalar.of(power);
    }

    static Value nanToNum(Value x, double... replacements) {
        return PointwiseNumbers.NAN_TO_NUM.apply(14, new Value[] {x}, scalars(x, replacements));
    }

    static void nanToNumInPlace(Value x, double... replacements) {
        PointwiseNumbers.NAN_TO_NUM.applyInPlace(14, x, new Value[] {x}, scalars(x, replacements));
    }

    /** {@return the greatest finite number of the dtype} */
    static double most(Value x) {
        return x.dtype() == DType.FLOAT32 ? Float.MAX_VALUE : Double.MAX_VALUE;
    }

    /** Numbers that replace nothing in a tensor of integers do not promote it. */
    private static Scalar[] scalars(Value x, double... numbers) {
        Scalar[] scalars = new Scalar[numbers.length];
        for (int i = 0; i < scalars.length; i++) {
            scalars[i] = x.dtype().isFloatingPoint() ? Scalar.of(numbers[i]) : Scalar.of(false);
        }
        return scalars;
    }

    static Value positive(Value x) {
        if (x.dtype().isBool()) {
            throw new DTypeException(
                    "positive: The `+` operator, on a bool tensor is not supported.: convert it to a number first");
        }
        return x;
    }
}
