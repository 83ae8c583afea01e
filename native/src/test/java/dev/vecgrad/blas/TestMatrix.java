package dev.vecgrad.blas;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import dev.vecgrad.type.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.random.RandomGenerator;

/**
 * A row-major matrix in native memory whose rows are {@code leading} elements apart, with NaN between the rows and around
 * the matrix: a product that reads them is wrong, one that writes them is caught.
 */
final class TestMatrix {
    private static final int MARGIN = 37;

    private final DType dtype;
    private final MemorySegment memory;
    private final int first;
    final int rows;
    final int columns;
    final int leading;

    /**
     * A matrix of NaN.
     *
     * @param offset of the first element from an address aligned to 128 bytes, in elements
     */
    TestMatrix(Arena arena, DType dtype, int rows, int columns, int leading, int offset) {
        this.dtype = dtype;
        this.rows = rows;
        this.columns = columns;
        this.leading = leading;
        this.first = 128 + offset;
        long elements = first + (long) rows * leading + MARGIN;
        this.memory = arena.allocate(elements * dtype.itemSize(), 128);
        for (long i = 0; i < elements; i++) {
            put(i, Double.NaN);
        }
    }

    /** Fills the matrix with numbers between -1 and 1. */
    TestMatrix random(RandomGenerator random) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                set(i, j, random.nextDouble(-1, 1));
            }
        }
        return this;
    }

    long address() {
        return memory.address() + (long) first * dtype.itemSize();
    }

    double get(int i, int j) {
        return at(first + (long) i * leading + j);
    }

    /** {@return element (i, j) of the matrix or of its transpose} */
    double get(boolean trans, int i, int j) {
        return trans ? get(j, i) : get(i, j);
    }

    void set(int i, int j, double value) {
        put(first + (long) i * leading + j, value);
    }

    /** {@return whether everything around the elements is NaN still} */
    boolean isUntouchedAround() {
        long elements = memory.byteSize() / dtype.itemSize();
        for (long i = 0; i < elements; i++) {
            long inside = i - first;
            boolean element = inside >= 0 && inside / leading < rows && inside % leading < columns;
            if (!element && !Double.isNaN(at(i))) {
                return false;
            }
        }
        return true;
    }

    /** {@return the memory as it is, to compare bits} */
    byte[] bytes() {
        return memory.toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
    }

    private double at(long index) {
        return dtype == DType.FLOAT32
                ? memory.get(JAVA_FLOAT_UNALIGNED, index * 4)
                : memory.get(JAVA_DOUBLE_UNALIGNED, index * 8);
    }

    private void put(long index, double value) {
        if (dtype == DType.FLOAT32) {
            memory.set(JAVA_FLOAT_UNALIGNED, index * 4, (float) value);
        } else {
            memory.set(JAVA_DOUBLE_UNALIGNED, index * 8, value);
        }
    }
}
