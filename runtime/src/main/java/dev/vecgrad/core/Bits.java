package dev.vecgrad.core;

import dev.vecgrad.type.DType;

/** Scalars as the bits that a launch hands over. */
public final class Bits {
    private Bits() {}

    /** {@return {@code value} as a scalar of {@code dtype}: rounded to float for float32, truncated for integers} */
    public static long of(DType dtype, double value) {
        return switch (dtype) {
            case FLOAT32 -> Double.doubleToRawLongBits((float) value);
            case FLOAT64 -> Double.doubleToRawLongBits(value);
            case INT32 -> (int) value;
            case INT64 -> (long) value;
            case BOOL -> value != 0 ? 1 : 0;
        };
    }

    /** {@return {@code value} as a scalar of {@code dtype}; int32 keeps the low half} */
    public static long of(DType dtype, long value) {
        return switch (dtype) {
            case FLOAT32, FLOAT64 -> of(dtype, (double) value);
            case INT32 -> (int) value;
            case INT64 -> value;
            case BOOL -> value != 0 ? 1 : 0;
        };
    }
}
