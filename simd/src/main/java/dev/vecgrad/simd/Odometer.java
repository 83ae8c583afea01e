package dev.vecgrad.simd;

import java.util.Arrays;

/** Walks over dims in row-major order and knows each operand's address at the current place. Used again and again; allocates only to grow. */
final class Odometer {
    private long[] sizes = {};
    private long[][] strides = {};
    private int dims;
    private int operands;
    private long[] index = new long[4];
    private long[] at = new long[16];
    private int[] shifts = {};

    /**
     * Starts a walk.
     *
     * @param sizes the dims' sizes, of which the first {@code dims} are walked over
     * @param strides for each operand its strides in elements
     * @param shifts for each operand the power of two that an element is bytes long
     */
    void set(long[] sizes, int dims, long[][] strides, int[] shifts) {
        this.sizes = sizes;
        this.dims = dims;
        this.strides = strides;
        this.shifts = shifts;
        this.operands = shifts.length;
        if (index.length < dims) {
            index = new long[2 * dims];
        }
        if (at.length < operands) {
            at = new long[2 * operands];
        }
    }

    /** Goes to place number {@code place}; {@code origin} has each operand's address at place 0. */
    void seek(long[] origin, long place) {
        System.arraycopy(origin, 0, at, 0, operands);
        Arrays.fill(index, 0, dims, 0);
        long rest = place;
        for (int d = dims - 1; d >= 0 && rest != 0; d--) {
            index[d] = rest % sizes[d];
            rest /= sizes[d];
            for (int k = 0; k < operands; k++) {
                at[k] += (index[d] * strides[k][d]) << shifts[k];
            }
        }
    }

    /** Goes to the next place; after the last one, to the first. */
    void next() {
        for (int d = dims - 1; d >= 0; d--) {
            if (++index[d] < sizes[d]) {
                move(d, 1);
                return;
            }
            index[d] = 0;
            move(d, 1 - sizes[d]);
        }
    }

    /** {@return how many places there are from here to the end of the last dim} */
    long left() {
        return dims == 0 ? 1 : sizes[dims - 1] - index[dims - 1];
    }

    /** Goes on by {@code places}, no more than are {@link #left}. */
    void skip(long places) {
        if (dims > 0) {
            index[dims - 1] += places - 1;
            move(dims - 1, places - 1);
        }
        next();
    }

    /** Writes for each operand the bytes from a place to the next of the last dim. */
    void steps(long[] into) {
        for (int k = 0; k < operands; k++) {
            into[k] = dims == 0 ? 0 : strides[k][dims - 1] << shifts[k];
        }
    }

    private void move(int dim, long steps) {
        for (int k = 0; k < operands; k++) {
            at[k] += (steps * strides[k][dim]) << shifts[k];
        }
    }

    /** {@return the product of the first {@code dims} sizes} */
    static long numel(long[] sizes, int dims) {
        long n = 1;
        for (int d = 0; d < dims; d++) {
            n *= sizes[d];
        }
        return n;
    }

    /** {@return the addresses at the current place} */
    long[] at() {
        return at;
    }
}
