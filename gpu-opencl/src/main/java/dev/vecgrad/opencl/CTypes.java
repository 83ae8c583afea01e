package dev.vecgrad.opencl;

import dev.vecgrad.type.DType;

/**
 * The names of types in OpenCL C. Values are vectors of some width, 1 for a scalar. A truth value is an int, -1 for true and 0 for false, in
 * scalars too, so that vectors and scalars are computed alike; in memory it is a byte.
 */
final class CTypes {
    private CTypes() {}

    /** {@return the type of an element in memory} */
    static String element(DType dtype) {
        return switch (dtype) {
            case BOOL -> "uchar";
            case INT32 -> "int";
            case INT64 -> "long";
            case FLOAT32 -> "float";
            case FLOAT64 -> "double";
        };
    }

    /** {@return the type of a scalar value} */
    static String scalar(DType dtype) {
        return dtype == DType.BOOL ? "int" : element(dtype);
    }

    /** {@return the type of a vector of values} */
    static String vector(DType dtype, int width) {
        return sized(scalar(dtype), width);
    }

    /** {@return the vector of {@code width} of a scalar type} */
    static String sized(String scalar, int width) {
        return width == 1 ? scalar : scalar + width;
    }

    /** {@return whether a value has 8 bytes} */
    static boolean isWide(DType dtype) {
        return dtype == DType.INT64 || dtype == DType.FLOAT64;
    }
}
