package dev.vecgrad.spi;

/**
 * Matrix products on one thread: {@code c = alpha op(a) op(b) + beta c}, row-major, as in BLAS. With {@code beta} 0, {@code c} is not
 * read; with {@code k} 0 the product is 0. Addresses point at float or double elements; leading dims are in elements, at
 * least 1 and the length of a stored row. The caller sees to it that sizes are positive ({@code k} may be 0) and that addresses and
 * leading dims are right: nothing is checked here. Implementations are thread safe; found with ServiceLoader.
 */
public interface Gemm {
    /** {@return the name, e.g. {@code "openblas"}} */
    String name();

    /** {@return one line for people: version, core, where it was found} */
    String description();

    /** {@return which of several is taken when none is asked for: the highest that is available} */
    int priority();

    /** {@return whether it can be used here; finding that out may load a library} */
    boolean isAvailable();

    /** {@return whether a product may end with an exception, see {@link Kernel#mayFail}} */
    default boolean mayFail() {
        return true;
    }

    /**
     * {@return the largest {@code m n k} of a product done without packing its matrices first, at full speed; 0 when all are
     * packed} Larger products are then cut into pieces of that size, as long as their matrices stay in the cache.
     */
    default long unpackedWork() {
        return 0;
    }

    /** The product of float32 matrices: op(a) is m x k, op(b) k x n, c m x n. */
    void sgemm(
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
            int ldc);

    /** The product of float64 matrices: op(a) is m x k, op(b) k x n, c m x n. */
    void dgemm(
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
            int ldc);

    /** {@code y = alpha op(a) x + beta y} with a row-major m x n matrix of float32. */
    void sgemv(
            boolean trans, int m, int n, float alpha, long a, int lda, long x, int incx, float beta, long y, int incy);

    /** {@code y = alpha op(a) x + beta y} with a row-major m x n matrix of float64. */
    void dgemv(
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
            int incy);
}
