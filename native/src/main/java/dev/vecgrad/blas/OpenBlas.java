package dev.vecgrad.blas;

import dev.vecgrad.spi.Gemm;

/**
 * Matrix products by OpenBLAS, called through the foreign function interface. The library is looked for at the first
 * question: the property {@code vecgrad.openblas} (a path, a name or {@code none}), then the jar {@code
 * org.bytedeco:openblas}, then the system. It always runs on the calling thread.
 *
 * <p>A call costs about 12 ns on top of what the library does.
 */
public final class OpenBlas implements Gemm {
    /** Makes nothing and loads nothing; for ServiceLoader. */
    public OpenBlas() {}

    /**
     * Lets the library run on so many threads of its own, in the whole process: to measure it by itself. vecgrad's products share out the work on
     * their own threads and expect it to run on one.
     *
     * @throws IllegalStateException if there is no library; the message says why
     */
    public static void useThreads(int threads) {
        OpenBlasLibrary.useThreads(threads);
    }

    @Override
    public String name() {
        return "openblas";
    }

    @Override
    public String description() {
        return OpenBlasLibrary.description();
    }

    @Override
    public int priority() {
        return 10;
    }

    @Override
    public boolean isAvailable() {
        return OpenBlasLibrary.isAvailable();
    }

    @Override
    public long unpackedWork() {
        return OpenBlasLibrary.unpackedWork();
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
        Cblas.sgemm(transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
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
        Cblas.dgemm(transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
    }

    @Override
    public void sgemv(
            boolean trans, int m, int n, float alpha, long a, int lda, long x, int incx, float beta, long y, int incy) {
        Cblas.sgemv(trans, m, n, alpha, a, lda, x, incx, beta, y, incy);
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
        Cblas.dgemv(trans, m, n, alpha, a, lda, x, incx, beta, y, incy);
    }
}
