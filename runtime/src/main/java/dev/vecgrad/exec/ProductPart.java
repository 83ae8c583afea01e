package dev.vecgrad.exec;

import dev.vecgrad.spi.Gemm;
import dev.vecgrad.type.DType;

/*
 * A product with one row or one column reads each element of its matrix once, and there are two ways to do it: gemv, and gemm
 * with a matrix of one column. Where a gemm has kernels that do not pack, the second was faster for long dot products (64 rows
 * of 800: 1833 ns against 1925; 10 of 800: 258 against 455) and for sums of more than 8 columns (10 of 800: 896 against 1437);
 * gemv for short rows (800 of 10: 1738 against 2221) and few columns.
 */

/** Computes parts of a {@link Product}'s result on the calling thread. */
final class ProductPart {
    private static final int SHORT_ROW = 32;
    private static final int FEW_COLUMNS = 8;

    private ProductPart() {}

    /**
     * Computes {@code rows x columns} elements of c from row {@code i}, column {@code j} on.
     *
     * @param a the address of the whole matrix a; likewise {@code b}, {@code c}
     */
    static void run(Gemm gemm, Product p, long a, long b, long c, int i, int j, int rows, int columns) {
        long itemSize = p.dtype().itemSize();
        long partA = a + itemSize * (p.transA() ? i : (long) i * p.lda());
        long partB = b + itemSize * (p.transB() ? (long) j * p.ldb() : j);
        long partC = c + itemSize * ((long) i * p.ldc() + j);
        if (p.n() == 1) {
            int increment = p.transB() ? 1 : p.ldb();
            vector(gemm, p, p.transA(), rows, partA, p.lda(), partB, increment, partC, p.ldc());
        } else if (p.m() == 1) {
            int increment = p.transA() ? p.lda() : 1;
            vector(gemm, p, !p.transB(), columns, partB, p.ldb(), partA, increment, partC, 1);
        } else {
            gemm(gemm, p, p.transA(), p.transB(), rows, columns, partA, p.lda(), partB, p.ldb(), partC, p.ldc());
        }
    }

    /**
     * A matrix of {@code outputs x k}, stored the other way round if {@code trans}, by a vector: {@code y = alpha op(a) x +
     * beta y}.
     */
    private static void vector(
            Gemm gemm, Product p, boolean trans, int outputs, long a, int lda, long x, int incx, long y, int incy) {
        int k = p.k();
        boolean unpacked = incx == 1 && (double) outputs * k <= gemm.unpackedWork();
        if (unpacked && !trans && k >= SHORT_ROW) {
            gemm(gemm, p, false, true, outputs, 1, a, lda, x, k, y, incy);
        } else if (unpacked && trans && k > 0 && outputs > FEW_COLUMNS && incy == 1) {
            gemm(gemm, p, false, false, 1, outputs, x, k, a, lda, y, outputs);
        } else {
            gemv(gemm, p, trans, trans ? k : outputs, trans ? outputs : k, a, lda, x, incx, y, incy);
        }
    }

    private static void gemm(
            Gemm gemm,
            Product p,
            boolean transA,
            boolean transB,
            int m,
            int n,
            long a,
            int lda,
            long b,
            int ldb,
            long c,
            int ldc) {
        if (p.dtype() == DType.FLOAT32) {
            float alpha = (float) p.alpha();
            gemm.sgemm(transA, transB, m, n, p.k(), alpha, a, lda, b, ldb, (float) p.beta(), c, ldc);
        } else {
            gemm.dgemm(transA, transB, m, n, p.k(), p.alpha(), a, lda, b, ldb, p.beta(), c, ldc);
        }
    }

    private static void gemv(
            Gemm gemm, Product p, boolean trans, int m, int n, long a, int lda, long x, int incx, long y, int incy) {
        if (p.dtype() == DType.FLOAT32) {
            gemm.sgemv(trans, m, n, (float) p.alpha(), a, lda, x, incx, (float) p.beta(), y, incy);
        } else {
            gemm.dgemv(trans, m, n, p.alpha(), a, lda, x, incx, p.beta(), y, incy);
        }
    }
}
