package dev.vecgrad.core;

import dev.vecgrad.exec.HostTransfer;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Device;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.VecgradException;
import java.lang.foreign.MemorySegment;

/** Values from and to Java arrays, in row-major order; new values are on the default device. */
public final class HostArrays {
    /** The JVM keeps some words of an array for itself. */
    private static final int LONGEST = Integer.MAX_VALUE - 8;

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
        Value value = Value.empty(dtype, shape, Device.getDefault());
        HostTransfer.fill(value.storage(), dtype, elements);
        return value;
    }

    /** {@return the elements of a float32 value} */
    public static float[] floats(Value value) {
        float[] elements = new float[length("toArray", value.numel(), Float.BYTES)];
        read(value, MemorySegment.ofArray(elements));
        return elements;
    }

    /** {@return the elements of a float64 value} */
    public static double[] doubles(Value value) {
        double[] elements = new double[length("toArray", value.numel(), Double.BYTES)];
        read(value, MemorySegment.ofArray(elements));
        return elements;
    }

    /** {@return the elements of an int64 value} */
    public static long[] longs(Value value) {
        long[] elements = new long[length("toArray", value.numel(), Long.BYTES)];
        read(value, MemorySegment.ofArray(elements));
        return elements;
    }

    /** {@return the elements of an int32 value} */
    public static int[] ints(Value value) {
        int[] elements = new int[length("toArray", value.numel(), Integer.BYTES)];
        read(value, MemorySegment.ofArray(elements));
        return elements;
    }

    /** {@return the elements of a bool value} */
    public static boolean[] booleans(Value value) {
        byte[] bytes = new byte[length("toArray", value.numel(), Byte.BYTES)];
        read(value, MemorySegment.ofArray(bytes));
        boolean[] elements = new boolean[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            elements[i] = bytes[i] != 0;
        }
        return elements;
    }

    /**
     * {@return {@code elements} as the length of an array}
     *
     * @param op on whose behalf, for the message
     * @param each the bytes of an element
     * @throws VecgradException if the Java heap can hold no such array
     */
    public static int length(String op, long elements, int each) {
        long heap = Runtime.getRuntime().maxMemory();
        if (elements > LONGEST || elements > heap / 2 / each) {
            throw new VecgradException(op + ": " + elements + " elements of " + each + " bytes are no array of the Java"
                    + " heap: it has " + (heap >> 20) + " MiB (-Xmx), an array takes half of it at most and has fewer"
                    + " than 2^31 elements");
        }
        return (int) elements;
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
