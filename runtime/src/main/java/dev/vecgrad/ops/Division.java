package dev.vecgrad.ops;

import dev.vecgrad.core.Elementwise;
import dev.vecgrad.core.Scalar;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.VecgradException;
import org.jspecify.annotations.Nullable;

/** Division with a rounding that is chosen by name. */
final class Division {
    private Division() {}

    static Value div(Value a, Value b, @Nullable String roundingMode) {
        Elementwise op = op(roundingMode);
        checkDivisor(op, a, b);
        return op.apply(a, b);
    }

    static Value div(Value a, Scalar b, @Nullable String roundingMode) {
        Elementwise op = op(roundingMode);
        checkDivisor(op, a, b);
        return op.apply(a, b);
    }

    static void divInPlace(Value a, Value b, @Nullable String roundingMode) {
        Elementwise op = op(roundingMode);
        checkDivisor(op, a, b);
        op.applyInPlace(a, b);
    }

    static void divInPlace(Value a, Scalar b, @Nullable String roundingMode) {
        Elementwise op = op(roundingMode);
        checkDivisor(op, a, b);
        op.applyInPlace(a, b);
    }

    private static Elementwise op(@Nullable String roundingMode) {
        if (roundingMode == null) {
            return PointwiseArithmetic.DIV;
        }
        return switch (roundingMode) {
            case "trunc" -> PointwiseArithmetic.DIV_TRUNC;
            case "floor" -> PointwiseArithmetic.DIV_FLOOR;
            default ->
                throw new VecgradException("div: div expected rounding_mode to be one of None, 'trunc', or 'floor' but"
                        + " found '" + roundingMode + "': None is null here");
        };
    }

    private static void checkDivisor(Elementwise op, Value a, Value b) {
        if (op != PointwiseArithmetic.DIV) {
            IntegerDivision.check("div", a, b);
        }
    }

    private static void checkDivisor(Elementwise op, Value a, Scalar b) {
        if (op != PointwiseArithmetic.DIV && b.category() != DType.Category.FLOATING) {
            IntegerDivision.check("div", a, b.integer());
        }
    }
}
