package dev.vecgrad.core;

import dev.vecgrad.type.DType;
import org.jspecify.annotations.Nullable;

/**
 * The common dtype of operands by PyTorch's rule: values with dims decide; a value without dims counts only if its category
 * (bool, integral, floating) is above theirs, and a Java number only if its category is above both.
 */
public final class Promotion {
    private Promotion() {}

    /** {@return the common dtype of values and numbers} */
    public static DType of(Value[] values, Scalar[] scalars) {
        @Nullable DType dims = null;
        @Nullable DType zero = null;
        for (Value value : values) {
            if (value.rank() > 0) {
                dims = join(dims, value.dtype());
            } else {
                zero = join(zero, value.dtype());
            }
        }
        @Nullable DType numbers = null;
        for (Scalar scalar : scalars) {
            numbers = join(numbers, scalar.defaultDType());
        }
        DType common = prefer(prefer(dims, zero), numbers);
        return common == null ? DType.FLOAT32 : common;
    }

    private static DType join(@Nullable DType a, DType b) {
        return a == null ? b : DType.promote(a, b);
    }

    private static @Nullable DType prefer(@Nullable DType first, @Nullable DType second) {
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        return second.category().compareTo(first.category()) > 0 ? DType.promote(first, second) : first;
    }
}
