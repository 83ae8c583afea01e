package dev.vecgrad.exec;

import dev.vecgrad.type.ShapeException;

/**
 * The dims over which a product is repeated, outermost first. Strides are in elements; one of 0 repeats a matrix.
 *
 * @param sizes of the dims
 * @param a strides of the left matrices
 * @param b strides of the right matrices
 * @param c strides of the results, which must not overlap
 */
public record Batch(long[] sizes, long[] a, long[] b, long[] c) {
    static final Batch ONE = new Batch(new long[0], new long[0], new long[0], new long[0]);

    /**
     * A batch with these dims.
     *
     * @throws ShapeException if the arrays differ in length
     */
    public Batch {
        if (a.length != sizes.length || b.length != sizes.length || c.length != sizes.length) {
            throw new ShapeException("matmul: batch of " + sizes.length + " dims: as many strides are needed, not "
                    + a.length + ", " + b.length + " and " + c.length);
        }
    }

    /** {@return the number of products} */
    long count() {
        long count = 1;
        for (long size : sizes) {
            count = Math.multiplyExact(count, size);
        }
        return count;
    }

    /** {@return how far product {@code index} lies from the first in the matrices with {@code strides}, in elements} */
    long offset(long index, long[] strides) {
        long offset = 0;
        for (int d = sizes.length - 1; d >= 0; d--) {
            offset += index % sizes[d] * strides[d];
            index /= sizes[d];
        }
        return offset;
    }

    /**
     * {@return whether the batch is one tall product: one right matrix, and the left matrices and the results lie below each
     * other}
     */
    boolean isOneProduct(Product p) {
        return !p.transA() && liesBelow(a, (long) p.m() * p.lda()) && liesBelow(c, (long) p.m() * p.ldc()) && isZero(b);
    }

    private boolean liesBelow(long[] strides, long matrix) {
        long expected = matrix;
        for (int d = sizes.length - 1; d >= 0; d--) {
            if (sizes[d] != 1 && strides[d] != expected) {
                return false;
            }
            expected *= sizes[d];
        }
        return true;
    }

    private boolean isZero(long[] strides) {
        for (int d = 0; d < sizes.length; d++) {
            if (sizes[d] != 1 && strides[d] != 0) {
                return false;
            }
        }
        return true;
    }
}
