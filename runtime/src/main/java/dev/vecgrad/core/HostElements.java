package dev.vecgrad.core;

import dev.vecgrad.exec.HostTransfer;
import dev.vecgrad.type.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Single elements, read without running a kernel: for text and for losses that a program looks at. */
public final class HostElements {
    private HostElements() {}

    /** {@return an element by its index in row-major order of the dims, as a double; true is 1} */
    public static double real(Value value, long index) {
        MemorySegment element = read(value, index);
        return switch (value.dtype()) {
            case FLOAT32 -> element.get(ValueLayout.JAVA_FLOAT, 0);
            case FLOAT64 -> element.get(ValueLayout.JAVA_DOUBLE, 0);
            case INT32, INT64, BOOL -> (double) whole(value, element);
        };
    }

    /** {@return the same as a long; floating numbers are truncated as Java does} */
    public static long integer(Value value, long index) {
        MemorySegment element = read(value, index);
        return switch (value.dtype()) {
            case FLOAT32 -> (long) element.get(ValueLayout.JAVA_FLOAT, 0);
            case FLOAT64 -> (long) element.get(ValueLayout.JAVA_DOUBLE, 0);
            case INT32, INT64, BOOL -> whole(value, element);
        };
    }

    private static long whole(Value value, MemorySegment element) {
        return switch (value.dtype()) {
            case INT32 -> element.get(ValueLayout.JAVA_INT, 0);
            case INT64 -> element.get(ValueLayout.JAVA_LONG, 0);
            case BOOL -> element.get(ValueLayout.JAVA_BYTE, 0);
            case FLOAT32, FLOAT64 -> throw new IllegalArgumentException("not whole: " + value.dtype());
        };
    }

    private static MemorySegment read(Value value, long index) {
        int itemSize = value.dtype().itemSize();
        MemorySegment element = MemorySegment.ofArray(new long[1]).asSlice(0, itemSize);
        HostTransfer.read(value.storage(), (value.offset() + distance(value, index)) * itemSize, element);
        return element;
    }

    private static long distance(Value value, long index) {
        if (value.isContiguous()) {
            return index;
        }
        Shape shape = value.shape();
        long[] strides = value.strides();
        long distance = 0;
        long rest = index;
        for (int d = shape.rank() - 1; d >= 0; d--) {
            distance += rest % shape.size(d) * strides[d];
            rest /= shape.size(d);
        }
        return distance;
    }
}
