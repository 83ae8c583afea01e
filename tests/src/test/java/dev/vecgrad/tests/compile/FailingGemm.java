package dev.vecgrad.tests.compile;

import dev.vecgrad.simd.gemm.VectorGemm;
import dev.vecgrad.spi.Gemm;

/** The products of the vector kernels, which may {@linkplain Failure fail}. Only {@code -Dvecgrad.gemm=failing} takes it. */
public final class FailingGemm implements Gemm {
    private final Gemm sound = new VectorGemm();

    /** Found by ServiceLoader. */
    public FailingGemm() {}

    @Override
    public String name() {
        return "failing";
    }

    @Override
    public String description() {
        return sound.description() + ", which fail when they are told to";
    }

    @Override
    public int priority() {
        return -1;
    }

    @Override
    public boolean isAvailable() {
        return true;
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
        Failure.orRun(() -> sound.sgemm(transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc));
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
        Failure.orRun(() -> sound.dgemm(transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc));
    }

    @Override
    public void sgemv(
            boolean trans, int m, int n, float alpha, long a, int lda, long x, int incx, float beta, long y, int incy) {
        Failure.orRun(() -> sound.sgemv(trans, m, n, alpha, a, lda, x, incx, beta, y, incy));
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
        Failure.orRun(() -> sound.dgemv(trans, m, n, alpha, a, lda, x, incx, beta, y, incy));
    }
}
