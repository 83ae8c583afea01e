package dev.vecgrad.ir;

import dev.vecgrad.type.DType;

/** The order of elements in which calls sort: ascending, -0 equals 0, NaN is greater than anything and equal to itself. */
final class Ordering {
    private Ordering() {}

    /** {@return negative, 0 or positive as element {@code a} comes before, with or after {@code b}} */
    static int compare(DType dtype, long a, long b) {
        return switch (dtype) {
            case FLOAT32, FLOAT64 -> compare(Double.longBitsToDouble(a), Double.longBitsToDouble(b));
            case INT64, INT32, BOOL -> Long.compare(a, b);
        };
    }

    private static int compare(double a, double b) {
        if (a < b) {
            return -1;
        }
        if (a > b) {
            return 1;
        }
        return a == b ? 0 : Boolean.compare(Double.isNaN(a), Double.isNaN(b));
    }

    /** {@return whether an element is NaN} */
    static boolean isNan(DType dtype, long element) {
        return dtype.isFloatingPoint() && Double.isNaN(Double.longBitsToDouble(element));
    }
}
