package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Elementwise;
import dev.vecgrad.core.Scalar;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.VecgradException;
import org.jspecify.annotations.Nullable;

/** Powers by a number: small and half exponents have expressions of their own, as in PyTorch. */
final class Powers {
    private Powers() {}

    static Value pow(Value x, Scalar exponent) {
        check(x, exponent);
        Elementwise special = special(x, exponent);
        return special != null ? special.apply(x) : PointwiseArithmetic.POW_SCALAR.apply(x, exponent);
    }

    static void powInPlace(Value x, Scalar exponent) {
        check(x, exponent);
        Elementwise special = special(x, exponent);
        if (special != null) {
            special.applyInPlace(x);
        } else {
            PointwiseArithmetic.POW_SCALAR.applyInPlace(x, exponent);
        }
    }

    /** Special expressions for floating tensors, and for integers where the result stays one. */
    private static @Nullable Elementwise special(Value x, Scalar exponent) {
        boolean floating = x.dtype().isFloatingPoint();
        if (!floating
                && (exponent.category() == DType.Category.FLOATING || x.dtype().isBool())) {
            return null;
        }
        double e = exponent.real();
        if (e == 2) {
            return PointwiseArithmetic.POW_2;
        }
        if (e == 3) {
            return PointwiseArithmetic.POW_3;
        }
        if (e == 4) {
            return PointwiseArithmetic.POW_4;
        }
        if (floating && e == 0.5) {
            return PointwiseArithmetic.POW_HALF;
        }
        return floating && e == -1 ? PointwiseArithmetic.POW_MINUS_1 : null;
    }

    static Value floatPower(Value x, Value exponent) {
        return PointwiseArithmetic.POW.apply(
                Arithmetic.cast(x, DType.FLOAT64), Arithmetic.cast(exponent, DType.FLOAT64));
    }

    static Value floatPower(Value x, Scalar exponent) {
        return pow(Arithmetic.cast(x, DType.FLOAT64), exponent);
    }

    private static void check(Value x, Scalar exponent) {
        boolean integral = !x.dtype().isFloatingPoint() && exponent.category() != DType.Category.FLOATING;
        if (integral && exponent.integer() < 0) {
            throw new VecgradException("pow: Integers to negative integer powers are not allowed.: the exponent is "
                    + exponent.integer() + " and the tensor " + x.dtype());
        }
    }

    /** Throws if both are integers and an exponent is negative. */
    static void check(Value x, Value exponent) {
        boolean integral = !x.dtype().isFloatingPoint() && !exponent.dtype().isFloatingPoint();
        if (integral && Predicates.any(PointwiseLogic.LT.apply(exponent, Scalar.of(0L)))) {
            throw new VecgradException("pow: Integers to negative integer powers are not allowed.: an exponent is"
                    + " negative and the tensors are " + x.dtype() + " and " + exponent.dtype());
        }
    }
}
