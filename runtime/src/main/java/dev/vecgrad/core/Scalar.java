package dev.vecgrad.core;

import dev.vecgrad.type.DType;

/**
 * A Java number as an operand. In promotion it counts by its category alone, as PyTorch counts Python numbers.
 *
 * @param category whether it was a boolean, an integer or a floating number
 * @param real the value as a double
 * @param integer the value as a long, exact for integers
 */
public record Scalar(DType.Category category, double real, long integer) {
    /** {@return a floating scalar} */
    public static Scalar of(double value) {
        return new Scalar(DType.Category.FLOATING, value, (long) value);
    }

    /** {@return an integer scalar} */
    public static Scalar of(long value) {
        return new Scalar(DType.Category.INTEGRAL, value, value);
    }

    /** {@return a boolean scalar} */
    public static Scalar of(boolean value) {
        return new Scalar(DType.Category.BOOL, value ? 1 : 0, value ? 1 : 0);
    }

    /** {@return the bits of this number in {@code dtype}} */
    public long bits(DType dtype) {
        return category == DType.Category.FLOATING ? Bits.of(dtype, real) : Bits.of(dtype, integer);
    }

    /** {@return the dtype that a scalar of this category has on its own} */
    DType defaultDType() {
        return switch (category) {
            case BOOL -> DType.BOOL;
            case INTEGRAL -> DType.INT64;
            case FLOATING -> DType.FLOAT32;
        };
    }
}
