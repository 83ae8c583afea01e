package dev.vecgrad.simd;

import dev.vecgrad.ir.Expr;
import dev.vecgrad.type.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The primitives on scalars, as generated loops call them: for what is the same for all elements, and for elements that no
 * vector instruction serves. Each prim has an overload for every dtype it takes.
 */
final class Scalars {
    private Scalars() {}

    /** {@return the method that computes {@code op}} */
    static String method(Expr.Op op) {
        return switch (op.prim()) {
            case ADD -> "add";
            case SUB -> "sub";
            case MUL -> "mul";
            case DIV -> "div";
            case REM -> "rem";
            case FMA -> "fma";
            case NEG -> "neg";
            case ABS -> "abs";
            case SQRT -> "sqrt";
            case LT -> "lt";
            case LE -> "le";
            case EQ -> "eq";
            case NE -> "ne";
            case SELECT -> "select";
            case AND -> "and";
            case OR -> "or";
            case XOR -> "xor";
            case NOT -> "not";
            case SHL -> "shl";
            case SHR -> "shr";
            case USHR -> "ushr";
            case CAST -> to(op.dtype());
            case BITCAST -> "bits";
        };
    }

    private static String to(DType dtype) {
        return switch (dtype) {
            case BOOL -> "toBool";
            case INT32 -> "toInt";
            case INT64 -> "toLong";
            case FLOAT32 -> "toFloat";
            case FLOAT64 -> "toDouble";
        };
    }

    static float add(float a, float b) {
        return a + b;
    }

    static double add(double a, double b) {
        return a + b;
    }

    static int add(int a, int b) {
        return a + b;
    }

    static long add(long a, long b) {
        return a + b;
    }

    static float sub(float a, float b) {
        return a - b;
    }

    static double sub(double a, double b) {
        return a - b;
    }

    static int sub(int a, int b) {
        return a - b;
    }

    static long sub(long a, long b) {
        return a - b;
    }

    static float mul(float a, float b) {
        return a * b;
    }

    static double mul(double a, double b) {
        return a * b;
    }

    static int mul(int a, int b) {
        return a * b;
    }

    static long mul(long a, long b) {
        return a * b;
    }

    static float div(float a, float b) {
        return a / b;
    }

    static double div(double a, double b) {
        return a / b;
    }

    static int div(int a, int b) {
        return b == 0 ? 0 : a / b;
    }

    static long div(long a, long b) {
        return b == 0 ? 0 : a / b;
    }

    static float rem(float a, float b) {
        return a % b;
    }

    static double rem(double a, double b) {
        return a % b;
    }

    static int rem(int a, int b) {
        return b == 0 ? 0 : a % b;
    }

    static long rem(long a, long b) {
        return b == 0 ? 0 : a % b;
    }

    static float fma(float a, float b, float c) {
        return Math.fma(a, b, c);
    }

    static double fma(double a, double b, double c) {
        return Math.fma(a, b, c);
    }

    static float neg(float a) {
        return -a;
    }

    static double neg(double a) {
        return -a;
    }

    static int neg(int a) {
        return -a;
    }

    static long neg(long a) {
        return -a;
    }

    static float abs(float a) {
        return Math.abs(a);
    }

    static double abs(double a) {
        return Math.abs(a);
    }

    static int abs(int a) {
        return Math.abs(a);
    }

    static long abs(long a) {
        return Math.abs(a);
    }

    static float sqrt(float a) {
        return (float) Math.sqrt(a);
    }

    static double sqrt(double a) {
        return Math.sqrt(a);
    }

    static boolean lt(float a, float b) {
        return a < b;
    }

    static boolean lt(double a, double b) {
        return a < b;
    }

    static boolean lt(int a, int b) {
        return a < b;
    }

    static boolean lt(long a, long b) {
        return a < b;
    }

    static boolean lt(boolean a, boolean b) {
        return !a && b;
    }

    static boolean le(float a, float b) {
        return a <= b;
    }

    static boolean le(double a, double b) {
        return a <= b;
    }

    static boolean le(int a, int b) {
        return a <= b;
    }

    static boolean le(long a, long b) {
        return a <= b;
    }

    static boolean le(boolean a, boolean b) {
        return !a || b;
    }

    static boolean eq(float a, float b) {
        return a == b;
    }

    static boolean eq(double a, double b) {
        return a == b;
    }

    static boolean eq(int a, int b) {
        return a == b;
    }

    static boolean eq(long a, long b) {
        return a == b;
    }

    static boolean eq(boolean a, boolean b) {
        return a == b;
    }

    static boolean ne(float a, float b) {
        return a != b;
    }

    static boolean ne(double a, double b) {
        return a != b;
    }

    static boolean ne(int a, int b) {
        return a != b;
    }

    static boolean ne(long a, long b) {
        return a != b;
    }

    static boolean ne(boolean a, boolean b) {
        return a ^ b;
    }

    static float select(boolean c, float a, float b) {
        return c ? a : b;
    }

    static double select(boolean c, double a, double b) {
        return c ? a : b;
    }

    static int select(boolean c, int a, int b) {
        return c ? a : b;
    }

    static long select(boolean c, long a, long b) {
        return c ? a : b;
    }

    static boolean select(boolean c, boolean a, boolean b) {
        return c ? a : b;
    }

    static int and(int a, int b) {
        return a & b;
    }

    static long and(long a, long b) {
        return a & b;
    }

    static boolean and(boolean a, boolean b) {
        return a && b;
    }

    static int or(int a, int b) {
        return a | b;
    }

    static long or(long a, long b) {
        return a | b;
    }

    static boolean or(boolean a, boolean b) {
        return a || b;
    }

    static int xor(int a, int b) {
        return a ^ b;
    }

    static long xor(long a, long b) {
        return a ^ b;
    }

    static boolean xor(boolean a, boolean b) {
        return a ^ b;
    }

    static int not(int a) {
        return ~a;
    }

    static long not(long a) {
        return ~a;
    }

    static boolean not(boolean a) {
        return !a;
    }

    static int shl(int a, int b) {
        return a << b;
    }

    static long shl(long a, long b) {
        return a << b;
    }

    static int shr(int a, int b) {
        return a >> b;
    }

    static long shr(long a, long b) {
        return a >> b;
    }

    static int ushr(int a, int b) {
        return a >>> b;
    }

    static long ushr(long a, long b) {
        return a >>> b;
    }

    static boolean toBool(float a) {
        return a != 0;
    }

    static boolean toBool(double a) {
        return a != 0;
    }

    static boolean toBool(int a) {
        return a != 0;
    }

    static boolean toBool(long a) {
        return a != 0;
    }

    static int toInt(boolean a) {
        return a ? 1 : 0;
    }

    static int toInt(long a) {
        return (int) a;
    }

    static int toInt(float a) {
        return (int) a;
    }

    static int toInt(double a) {
        return (int) a;
    }

    static long toLong(boolean a) {
        return a ? 1 : 0;
    }

    static long toLong(int a) {
        return a;
    }

    static long toLong(float a) {
        return (long) a;
    }

    static long toLong(double a) {
        return (long) a;
    }

    static float toFloat(boolean a) {
        return a ? 1 : 0;
    }

    static float toFloat(int a) {
        return a;
    }

    static float toFloat(long a) {
        return a;
    }

    static float toFloat(double a) {
        return (float) a;
    }

    static double toDouble(boolean a) {
        return a ? 1 : 0;
    }

    static double toDouble(int a) {
        return a;
    }

    static double toDouble(long a) {
        return a;
    }

    static double toDouble(float a) {
        return a;
    }

    static int bits(float a) {
        return Float.floatToRawIntBits(a);
    }

    static float bits(int a) {
        return Float.intBitsToFloat(a);
    }

    static long bits(double a) {
        return Double.doubleToRawLongBits(a);
    }

    static double bits(long a) {
        return Double.longBitsToDouble(a);
    }

    // ---- bools in memory

    /** {@return the bool at {@code offset}} */
    static boolean load(MemorySegment segment, long offset) {
        return segment.get(ValueLayout.JAVA_BYTE, offset) != 0;
    }

    /** Stores a bool at {@code offset}. */
    static void store(MemorySegment segment, long offset, boolean value) {
        segment.set(ValueLayout.JAVA_BYTE, offset, (byte) (value ? 1 : 0));
    }

    /** Stores the lowest {@code count} bits as bools. */
    static void storeBits(MemorySegment segment, long offset, long bits, int count) {
        for (int i = 0; i < count; i++) {
            segment.set(ValueLayout.JAVA_BYTE, offset + i, (byte) (bits >>> i & 1));
        }
    }

    /** Stores the lowest 4 bits as bools. */
    static void storeBits4(MemorySegment segment, long offset, long bits) {
        segment.set(ValueLayout.JAVA_INT_UNALIGNED, offset, (int) Long.expand(bits, 0x01010101L));
    }

    /** Stores the lowest 2 bits as bools. */
    static void storeBits2(MemorySegment segment, long offset, long bits) {
        segment.set(ValueLayout.JAVA_SHORT_UNALIGNED, offset, (short) Long.expand(bits, 0x0101L));
    }

    /** {@return the 4 bytes at {@code offset}} */
    static int load4(MemorySegment segment, long offset) {
        return segment.get(ValueLayout.JAVA_INT_UNALIGNED, offset);
    }

    /** {@return the 2 bytes at {@code offset}} */
    static int load2(MemorySegment segment, long offset) {
        return segment.get(ValueLayout.JAVA_SHORT_UNALIGNED, offset);
    }
}
