package dev.vecgrad.exec;

import dev.vecgrad.spi.Gemm;
import dev.vecgrad.type.Device;

/**
 * A library for products whose calls the profiler sees.
 *
 * @param gemm does the work
 */
record ProfiledGemm(Gemm gemm) implements Gemm {
    @Override
    public String name() {
        return gemm.name();
    }

    @Override
    public String description() {
        return gemm.description();
    }

    @Override
    public int priority() {
        return gemm.priority();
    }

    @Override
    public boolean isAvailable() {
        return gemm.isAvailable();
    }

    @Override
    public long unpackedWork() {
        return gemm.unpackedWork();
    }

    @Override
    public boolean mayFail() {
        return gemm.mayFail();
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
        Profiler.observe(
                new Part("sgemm", m, n, k, Float.BYTES),
                () -> gemm.sgemm(transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc));
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
        Profiler.observe(
                new Part("dgemm", m, n, k, Double.BYTES),
                () -> gemm.dgemm(transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc));
    }

    @Override
    public void sgemv(
            boolean trans, int m, int n, float alpha, long a, int lda, long x, int incx, float beta, long y, int incy) {
        Profiler.observe(
                new Part("sgemv", m, 1, n, Float.BYTES),
                () -> gemm.sgemv(trans, m, n, alpha, a, lda, x, incx, beta, y, incy));
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
        Profiler.observe(
                new Part("dgemv", m, 1, n, Double.BYTES),
                () -> gemm.dgemv(trans, m, n, alpha, a, lda, x, incx, beta, y, incy));
    }

    /** The matrices are m x k, k x n and m x n. */
    private record Part(String name, long m, long n, long k, long itemSize) implements Observed {
        @Override
        public String shape() {
            return m + "x" + k + "x" + n;
        }

        @Override
        public String device() {
            return Device.CPU.toString();
        }

        @Override
        public long bytes() {
            return itemSize * (m * k + k * n + m * n);
        }
    }
}
