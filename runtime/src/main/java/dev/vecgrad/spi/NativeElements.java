package dev.vecgrad.spi;

import dev.vecgrad.ir.Interpreter;
import dev.vecgrad.type.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The elements of an operand in native memory, as the interpreter sees them.
 *
 * @param address of the first element; others may lie on both sides of it
 * @param dtype of the elements
 */
record NativeElements(long address, DType dtype) implements Interpreter.Elements {
    private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    @Override
    public long get(long index) {
        long at = at(index);
        return switch (dtype) {
            case BOOL -> MEMORY.get(ValueLayout.JAVA_BYTE, at);
            case INT32 -> MEMORY.get(ValueLayout.JAVA_INT, at);
            case INT64 -> MEMORY.get(ValueLayout.JAVA_LONG, at);
            case FLOAT32 -> Double.doubleToRawLongBits(MEMORY.get(ValueLayout.JAVA_FLOAT, at));
            case FLOAT64 -> Double.doubleToRawLongBits(MEMORY.get(ValueLayout.JAVA_DOUBLE, at));
        };
    }

    @Override
    public void set(long index, long value) {
        long at = at(index);
        switch (dtype) {
            case BOOL -> MEMORY.set(ValueLayout.JAVA_BYTE, at, (byte) value);
            case INT32 -> MEMORY.set(ValueLayout.JAVA_INT, at, (int) value);
            case INT64 -> MEMORY.set(ValueLayout.JAVA_LONG, at, value);
            case FLOAT32 -> MEMORY.set(ValueLayout.JAVA_FLOAT, at, (float) Double.longBitsToDouble(value));
            case FLOAT64 -> MEMORY.set(ValueLayout.JAVA_DOUBLE, at, Double.longBitsToDouble(value));
        }
    }

    private long at(long index) {
        return address + index * dtype.itemSize();
    }
}
