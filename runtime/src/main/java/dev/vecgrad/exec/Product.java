package dev.vecgrad.exec;

import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.ShapeException;

/**
 * What a matrix product computes, but for its addresses: {@code c = alpha op(a) op(b) + beta c} with row-major matrices, op(a)
 * {@code m x k}, op(b) {@code k x n}, c {@code m x n}. With {@code beta} 0, c is not read.
 *
 * @param dtype float32 or float64, of all three
 * @param transA whether a is stored {@code k x m}
 * @param transB whether b is stored {@code n x k}
 * @param lda the distance of a's rows as stored, in elements; likewise {@code ldb}, {@code ldc}
 */
public record Product(
        DType dtype,
        boolean transA,
        boolean transB,
        int m,
        int n,
        int k,
        double alpha,
        int lda,
        int ldb,
        double beta,
        int ldc) {

    /**
     * A product of these sizes, which may be 0.
     *
     * @throws ShapeException if a leading dim is 0 or shorter than a row
     * @throws DTypeException if {@code dtype} is not float32 or float64
     */
    public Product {
        if (!dtype.isFloatingPoint()) {
            throw new DTypeException("matmul: not implemented for '" + dtype + "': float32 or float64 is needed");
        }
        checkLeading("a", lda, transA ? m : k);
        checkLeading("b", ldb, transB ? k : n);
        checkLeading("c", ldc, n);
    }

    private static void checkLeading(String name, int leading, int row) {
        if (leading < Math.max(1, row)) {
            throw new ShapeException("matmul: leading dim " + leading + " of " + name
                    + " is too small: it must be at least 1 and its rows' length, which is " + row);
        }
    }

    /**
     * {@return the product of these sizes}
     *
     * @throws ShapeException if a size is negative, a leading dim shorter than a row, or one of them 2^31 or more
     * @throws DTypeException if {@code dtype} is not float32 or float64
     */
    public static Product of(
            DType dtype,
            boolean transA,
            boolean transB,
            long m,
            long n,
            long k,
            double alpha,
            long lda,
            long ldb,
            double beta,
            long ldc) {
        return new Product(
                dtype,
                transA,
                transB,
                toInt("m", m),
                toInt("n", n),
                toInt("k", k),
                alpha,
                toInt("leading dim of a", lda),
                toInt("leading dim of b", ldb),
                beta,
                toInt("leading dim of c", ldc));
    }

    private static int toInt(String name, long size) {
        if (size < 0 || size > Integer.MAX_VALUE) {
            throw new ShapeException("matmul: " + name + " is " + size
                    + ": sizes and leading dims of a matrix product must be between 0 and " + Integer.MAX_VALUE);
        }
        return (int) size;
    }

    /** {@return the number of multiplications; a double, for it may exceed 2^63} */
    double work() {
        return (double) m * n * k;
    }

    /** {@return whether c has one row or one column} */
    boolean isVector() {
        return m == 1 || n == 1;
    }

    /** {@return the size of {@code elements} elements in bytes} */
    long bytes(long elements) {
        return elements * dtype.itemSize();
    }

    /** {@return the same product with another number of rows} */
    Product withRows(int rows) {
        return new Product(dtype, transA, transB, rows, n, k, alpha, lda, ldb, beta, ldc);
    }
}
