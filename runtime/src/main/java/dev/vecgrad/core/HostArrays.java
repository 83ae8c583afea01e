package dev.vecgrad.core;

import dev.vecgrad.exec.HostTransfer;
import dev.vecgrad.memory.Lifetime;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Device;
import dev.vecgrad.type.Shape;
import java.lang.foreign.MemorySegment;

/** Values from and to Java arrays, in row-major order. */
public final class HostArrays {
    private HostArrays() {}

    /** {@return a float32 value with a copy of these elements} */
    public static Value of(float[] elements, Shape shape) {
        return copied(DType.FLOAT32, MemorySegment.ofArray(elements), shape);
    }

    /** {@return a float64 value with a copy of these elements} */
    public static Value of(double[] elements, Shape shape) {
        return copied(DType.FLOAT64, MemorySegment.ofArray(elements), shape);
    }

    /** {@return an int64 value with a copy of these elements} */
    public static Value of(long[] elements, Shape shape) {
        return copied(DType.INT64, MemorySegment.ofArray(elements), shape);
    }

    /** {@return an int32 value with a copy of these elements} */
    public static Value of(int[] elements, Shape shape) {
        return copied(DType.INT32, MemorySegment.ofArray(elements), shape);
    }

    /** {@return a bool value with a copy of these elements} */
    public static Value of(boolean[] elements, Shape shape) {
        byte[] bytes = new byte[elements.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (elements[i] ? 1 : 0);
        }
        return copied(DType.BOOL, MemorySegment.ofArray(bytes), shape);
    }

    private static Value copied(DType dtype, MemorySegment elements, Shape shape) {
        Value value = Value.empty(dtype, shape, Device.CPU, Lifetime.SHORT);
        HostTransfer.write(value.storage(), 0, elements);
        return value;
    }

    /** {@return the elements of a float32 value} */
    public static float[] floats(Value value) {
        float[] elements = new float[Math.toIntExact(value.numel())];
        read(value, MemorySegment.ofArray(elements));
        return elements;
    }

    /** {@return the elements of a float64 value} */
    public static double[] doubles(Value value) {
        double[] elements = new double[Math.toIntExact(value.numel())];
        read(value, MemorySegment.ofArray(elements));
        return elements;
    }

    /** {@return the elements of an int64 value} */
    public static long[] longs(Value value) {
        long[] elements = new long[Math.toIntExact(value.numel())];
        read(value, MemorySegment.ofArray(elements));
        return elements;
    }

    /** {@return the elements of an int32 value} */
    public static int[] ints(Value value) {
        int[] elements = new int[Math.toIntExact(value.numel())];
        read(value, MemorySegment.ofArray(elements));
        return elements;
    }

    /** {@return the elements of a bool value} */
    public static boolean[] booleans(Value value) {
        byte[] bytes = new byte[Math.toIntExact(value.numel())];
        read(value, MemorySegment.ofArray(bytes));
        boolean[] elements = new boolean[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            elements[i] = bytes[i] != 0;
        }
        return elements;
    }

    private static void read(Value value, MemorySegment target) {
        boolean before = GradMode.set(false);
        try {
            Value dense = Arithmetic.contiguous(value);
            HostTransfer.read(dense.storage(), dense.offset() * dense.dtype().itemSize(), target);
        } finally {
            GradMode.set(before);
        }
    }
}
