package dev.vecgrad.ir;

import dev.vecgrad.type.DType;

/**
 * What each primitive computes, in scalar Java: the definition that backends are tested against.
 *
 * <p>A value is 64 bits, as in {@link Expr.Literal}: those of the double for floating dtypes (a float32 is held exactly), the
 * integer with its sign, or 0 and 1.
 */
final class Scalars {
    private Scalars() {}

    /**
     * {@return the value of a primitive; arguments beyond its arity are ignored}
     *
     * @param prim the primitive
     * @param from the dtype of the last argument, hence of all but a condition
     * @param to the dtype of the result
     */
    static long apply(Prim prim, DType from, DType to, long a, long b, long c) {
        double x = Double.longBitsToDouble(a);
        double y = Double.longBitsToDouble(b);
        double z = Double.longBitsToDouble(c);
        float u = (float) x;
        float v = (float) y;
        float w = (float) z;
        boolean floating = from.isFloatingPoint();
        return switch (prim) {
            case ADD -> number(to, x + y, u + v, a + b);
            case SUB -> number(to, x - y, u - v, a - b);
            case MUL -> number(to, x * y, u * v, a * b);
            case DIV -> floating ? number(to, x / y, u / v, 0) : integer(to, b == 0 ? 0 : a / b);
            case REM -> floating ? number(to, x % y, u % v, 0) : integer(to, b == 0 ? 0 : a % b);
            case FMA -> to == DType.FLOAT32 ? of(Math.fma(u, v, w)) : of(Math.fma(x, y, z));
            case NEG -> number(to, -x, -u, -a);
            case ABS -> number(to, Math.abs(x), Math.abs(u), Math.abs(a));
            case SQRT -> number(to, Math.sqrt(x), (float) Math.sqrt(u), 0);
            case LT -> truth(floating ? x < y : a < b);
            case LE -> truth(floating ? x <= y : a <= b);
            case EQ -> truth(floating ? x == y : a == b);
            case NE -> truth(floating ? x != y : a != b);
            case SELECT -> a != 0 ? b : c;
            case AND -> a & b;
            case OR -> a | b;
            case XOR -> a ^ b;
            case NOT -> to.isBool() ? a ^ 1 : ~a;
            case SHL -> to == DType.INT32 ? (int) a << (int) b : a << b;
            case SHR -> to == DType.INT32 ? (int) a >> (int) b : a >> b;
            case USHR -> to == DType.INT32 ? (int) a >>> (int) b : a >>> b;
            case CAST -> cast(from, to, a);
            case BITCAST -> bitcast(to, a);
        };
    }

    /** {@return the value {@code a} of dtype {@code from} in dtype {@code to}} */
    static long cast(DType from, DType to, long a) {
        return from.isFloatingPoint() ? castFloating(to, Double.longBitsToDouble(a)) : castInteger(to, a);
    }

    private static long castFloating(DType to, double x) {
        return switch (to) {
            case FLOAT32 -> of((float) x);
            case FLOAT64 -> of(x);
            case INT32 -> (int) x;
            case INT64 -> (long) x;
            case BOOL -> truth(x != 0);
        };
    }

    private static long castInteger(DType to, long a) {
        return switch (to) {
            case FLOAT32 -> of((float) a);
            case FLOAT64 -> of((double) a);
            case INT32 -> (int) a;
            case INT64 -> a;
            case BOOL -> truth(a != 0);
        };
    }

    private static long bitcast(DType to, long a) {
        return switch (to) {
            case FLOAT32 -> of(Float.intBitsToFloat((int) a));
            case INT32 -> Float.floatToRawIntBits((float) Double.longBitsToDouble(a));
            case FLOAT64, INT64 -> a;
            case BOOL -> throw new IllegalArgumentException("BITCAST: no bool");
        };
    }

    private static long number(DType to, double wide, float narrow, long integer) {
        return switch (to) {
            case FLOAT32 -> of(narrow);
            case FLOAT64 -> of(wide);
            case INT32, INT64 -> integer(to, integer);
            case BOOL -> throw new IllegalArgumentException("arithmetic is of numbers, not of bool");
        };
    }

    private static long integer(DType to, long value) {
        return to == DType.INT32 ? (int) value : value;
    }

    private static long truth(boolean value) {
        return value ? 1 : 0;
    }

    /** {@return the bits of a floating value} */
    static long of(double value) {
        return Double.doubleToRawLongBits(value);
    }
}
