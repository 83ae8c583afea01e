package dev.vecgrad.simd;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Native memory as arrays and back, as loops over scalars need it: an array's elements are read by one instruction even before anything is
 * compiled, where a segment's are read by calls.
 */
final class HeapArrays {
    private HeapArrays() {}

    static float[] floats(long address, int n) {
        float[] array = new float[n];
        MemorySegment.copy(Memory.ALL, ValueLayout.JAVA_FLOAT_UNALIGNED, address, array, 0, n);
        return array;
    }

    static double[] doubles(long address, int n) {
        double[] array = new double[n];
        MemorySegment.copy(Memory.ALL, ValueLayout.JAVA_DOUBLE_UNALIGNED, address, array, 0, n);
        return array;
    }

    static int[] ints(long address, int n) {
        int[] array = new int[n];
        MemorySegment.copy(Memory.ALL, ValueLayout.JAVA_INT_UNALIGNED, address, array, 0, n);
        return array;
    }

    static long[] longs(long address, int n) {
        long[] array = new long[n];
        MemorySegment.copy(Memory.ALL, ValueLayout.JAVA_LONG_UNALIGNED, address, array, 0, n);
        return array;
    }

    static boolean[] bools(long address, int n) {
        byte[] bytes = new byte[n];
        MemorySegment.copy(Memory.ALL, ValueLayout.JAVA_BYTE, address, bytes, 0, n);
        boolean[] array = new boolean[n];
        for (int i = 0; i < n; i++) {
            array[i] = bytes[i] != 0;
        }
        return array;
    }

    static void put(float[] array, long address) {
        MemorySegment.copy(array, 0, Memory.ALL, ValueLayout.JAVA_FLOAT_UNALIGNED, address, array.length);
    }

    static void put(double[] array, long address) {
        MemorySegment.copy(array, 0, Memory.ALL, ValueLayout.JAVA_DOUBLE_UNALIGNED, address, array.length);
    }

    static void put(int[] array, long address) {
        MemorySegment.copy(array, 0, Memory.ALL, ValueLayout.JAVA_INT_UNALIGNED, address, array.length);
    }

    static void put(long[] array, long address) {
        MemorySegment.copy(array, 0, Memory.ALL, ValueLayout.JAVA_LONG_UNALIGNED, address, array.length);
    }

    static void put(boolean[] array, long address) {
        byte[] bytes = new byte[array.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (array[i] ? 1 : 0);
        }
        MemorySegment.copy(bytes, 0, Memory.ALL, ValueLayout.JAVA_BYTE, address, bytes.length);
    }

    static float[] filled(float value, int n) {
        float[] array = new float[n];
        Arrays.fill(array, value);
        return array;
    }

    static double[] filled(double value, int n) {
        double[] array = new double[n];
        Arrays.fill(array, value);
        return array;
    }

    static int[] filled(int value, int n) {
        int[] array = new int[n];
        Arrays.fill(array, value);
        return array;
    }

    static long[] filled(long value, int n) {
        long[] array = new long[n];
        Arrays.fill(array, value);
        return array;
    }
}
