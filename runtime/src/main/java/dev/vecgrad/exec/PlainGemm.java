package dev.vecgrad.exec;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.vecgrad.spi.Gemm;
import java.lang.foreign.MemorySegment;

/**
 * Matrix products by three plain loops, sums in double: the meaning of a product, and what is left where no library is installed. About a
 * hundred times slower than one.
 */
final class PlainGemm implements Gemm {
    /** All memory: the caller answers for its addresses. */
    private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public String description() {
        return "plain loops, slow: add dev.vecgrad:vecgrad with OpenBLAS and the vector kernels";
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public boolean mayFail() {
        return false;
    }

    @Override
    public void sgemm(
            boolean transA,
            boolean transB,
            int m,
            int n,
            int k,
            float alpha,
            long a,
            int lda,
            long b,
            int ldb,
            float beta,
            long c,
            int ldc) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int p = 0; p < k; p++) {
                    sum += (double) floatAt(a, index(transA, i, p, lda)) * floatAt(b, index(transB, p, j, ldb));
                }
                long at = c + 4 * index(false, i, j, ldc);
                double old = beta == 0 ? 0 : (double) beta * MEMORY.get(JAVA_FLOAT, at);
                MEMORY.set(JAVA_FLOAT, at, (float) (alpha * sum + old));
            }
        }
    }

    @Override
    public void dgemm(
            boolean transA,
            boolean transB,
            int m,
            int n,
            int k,
            double alpha,
            long a,
            int lda,
            long b,
            int ldb,
            double beta,
            long c,
            int ldc) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int p = 0; p < k; p++) {
                    sum += doubleAt(a, index(transA, i, p, lda)) * doubleAt(b, index(transB, p, j, ldb));
                }
                long at = c + 8 * index(false, i, j, ldc);
                double old = beta == 0 ? 0 : beta * MEMORY.get(JAVA_DOUBLE, at);
                MEMORY.set(JAVA_DOUBLE, at, alpha * sum + old);
            }
        }
    }

    @Override
    public void sgemv(
            boolean trans, int m, int n, float alpha, long a, int lda, long x, int incx, float beta, long y, int incy) {
        sgemm(trans, false, trans ? n : m, 1, trans ? m : n, alpha, a, lda, x, incx, beta, y, incy);
    }

    @Override
    public void dgemv(
            boolean trans,
            int m,
            int n,
            double alpha,
            long a,
            int lda,
            long x,
            int incx,
            double beta,
            long y,
            int incy) {
        dgemm(trans, false, trans ? n : m, 1, trans ? m : n, alpha, a, lda, x, incx, beta, y, incy);
    }

    private static long index(boolean trans, int row, int column, int leading) {
        return trans ? (long) column * leading + row : (long) row * leading + column;
    }

    private static float floatAt(long address, long index) {
        return MEMORY.get(JAVA_FLOAT, address + 4 * index);
    }

    private static double doubleAt(long address, long index) {
        return MEMORY.get(JAVA_DOUBLE, address + 8 * index);
    }
}
