package dev.vecgrad.simd.gemm;

import dev.vecgrad.simd.machine.Width;
import dev.vecgrad.spi.Gemm;

/**
 * Matrix products by the JDK's vectors: what computes them where no OpenBLAS is. Each element is a chain of fused
 * multiply-adds in the order of the inner dim, cut every 256 terms, so its bits depend neither on the width of the vectors
 * nor on what else is computed with it.
 */
public final class VectorGemm implements Gemm {
    /** Makes nothing; for ServiceLoader. */
    public VectorGemm() {}

    @Override
    public String name() {
        return "vector";
    }

    @Override
    public String description() {
        return isAvailable()
                ? "vector kernels of " + Width.BITS + " bits"
                : "the module jdk.incubator.vector is missing: start java with --add-modules jdk.incubator.vector";
    }

    @Override
    public int priority() {
        return 1;
    }

    @Override
    public boolean isAvailable() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
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
        Blocks.run(FloatTile.INSTANCE, transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
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
        Blocks.run(DoubleTile.INSTANCE, transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
    }

    @Override
    public void sgemv(
            boolean trans, int m, int n, float alpha, long a, int lda, long x, int incx, float beta, long y, int incy) {
        gemv(FloatTile.INSTANCE, trans, m, n, alpha, a, lda, x, incx, beta, y, incy);
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
        gemv(DoubleTile.INSTANCE, trans, m, n, alpha, a, lda, x, incx, beta, y, incy);
    }

    /** A row times a matrix, so that vectors lie along the results; a column times one only where the results are apart. */
    private static void gemv(
            Tile tile,
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
        int results = trans ? n : m;
        int k = trans ? m : n;
        if (incy == 1) {
            Blocks.run(tile, true, !trans, 1, results, k, alpha, x, incx, a, lda, beta, y, results);
        } else {
            Blocks.run(tile, trans, false, results, 1, k, alpha, a, lda, x, incx, beta, y, incy);
        }
    }
}
