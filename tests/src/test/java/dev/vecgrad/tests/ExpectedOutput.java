package dev.vecgrad.tests;

import dev.vecgrad.type.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.Supplier;

/** A copy of the memory of an output, which the reference writes, and the memory itself, which the tested kernel writes. */
final class ExpectedOutput {
    private static final int GUARD = 64;

    private final DType dtype;
    private final Box box;
    private final MemorySegment actual;
    private final MemorySegment expected;

    /** A copy of what is at {@code address} and around it now. */
    ExpectedOutput(long address, DType dtype, Box box, Arena arena) {
        this.dtype = dtype;
        this.box = box;
        int itemSize = dtype.itemSize();
        long bytes = (box.end() - box.low()) * itemSize;
        this.actual = MemorySegment.ofAddress(address + box.low() * itemSize).reinterpret(bytes);
        this.expected = arena.allocate(bytes + GUARD, GUARD).asSlice(0, bytes);
        expected.copyFrom(actual);
    }

    /** {@return where the copy of the first element is} */
    long address() {
        return expected.address() - box.low() * dtype.itemSize();
    }

    /** Fails if the memory is not as its copy. */
    void compare(Supplier<String> what) {
        long first = expected.mismatch(actual);
        if (first < 0) {
            return;
        }
        int itemSize = dtype.itemSize();
        for (long i = first / itemSize; i < box.end() - box.low(); i++) {
            if (!same(i)) {
                throw new AssertionError(what.get() + ": " + (i + box.low()) + " elements from the first: "
                        + text(actual, i) + ", reference " + text(expected, i));
            }
        }
    }

    private boolean same(long i) {
        return bits(actual, i) == bits(expected, i) || isNan(actual, i) && isNan(expected, i);
    }

    private long bits(MemorySegment memory, long i) {
        return switch (dtype) {
            case BOOL -> memory.get(ValueLayout.JAVA_BYTE, i);
            case INT32, FLOAT32 -> memory.get(ValueLayout.JAVA_INT_UNALIGNED, i * Integer.BYTES);
            case INT64, FLOAT64 -> memory.get(ValueLayout.JAVA_LONG_UNALIGNED, i * Long.BYTES);
        };
    }

    private boolean isNan(MemorySegment memory, long i) {
        return dtype.isFloatingPoint() && Double.isNaN(number(memory, i));
    }

    private double number(MemorySegment memory, long i) {
        return dtype == DType.FLOAT32
                ? Float.intBitsToFloat((int) bits(memory, i))
                : Double.longBitsToDouble(bits(memory, i));
    }

    private String text(MemorySegment memory, long i) {
        return dtype.isFloatingPoint() ? Double.toString(number(memory, i)) : Long.toString(bits(memory, i));
    }
}
