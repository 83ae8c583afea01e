package dev.vecgrad.simd;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Native memory by address. */
final class Memory {
    /** All of it. */
    static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private Memory() {}

    /** {@return the bytes of a tile} */
    static long tileBytes(int itemSize) {
        return tileBytes(Program.TILE, itemSize);
    }

    /** {@return the bytes of a tile of {@code n} elements: it lies apart from its neighbour by some cache lines, and may be read past its end} */
    static long tileBytes(int n, int itemSize) {
        return (long) n * itemSize + 192;
    }

    /** Writes 8 bytes. */
    static void putLong(long address, long value) {
        ALL.set(ValueLayout.JAVA_LONG_UNALIGNED, address, value);
    }

    /** {@return 8 bytes} */
    static long getLong(long address) {
        return ALL.get(ValueLayout.JAVA_LONG_UNALIGNED, address);
    }

    /** Writes 4 bytes. */
    static void putInt(long address, int value) {
        ALL.set(ValueLayout.JAVA_INT_UNALIGNED, address, value);
    }

    /** {@return 4 bytes} */
    static int getInt(long address) {
        return ALL.get(ValueLayout.JAVA_INT_UNALIGNED, address);
    }

    /** {@return a float} */
    static float getFloat(long address) {
        return ALL.get(ValueLayout.JAVA_FLOAT_UNALIGNED, address);
    }

    /** Writes a float. */
    static void putFloat(long address, float value) {
        ALL.set(ValueLayout.JAVA_FLOAT_UNALIGNED, address, value);
    }

    /** {@return a double} */
    static double getDouble(long address) {
        return ALL.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, address);
    }

    /** Writes a double. */
    static void putDouble(long address, double value) {
        ALL.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, address, value);
    }

    /** {@return a byte} */
    static byte getByte(long address) {
        return ALL.get(ValueLayout.JAVA_BYTE, address);
    }

    /** Writes a byte. */
    static void putByte(long address, byte value) {
        ALL.set(ValueLayout.JAVA_BYTE, address, value);
    }
}
