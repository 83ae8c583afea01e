package dev.vecgrad.blas;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.invoke.MethodHandle;

/**
 * The CBLAS functions of the library that {@link OpenBlasLibrary} found; this class is initialised only when one was.
 *
 * <p>Pointers are passed as 64-bit integers, which every 64-bit calling convention treats alike: no segment is made per
 * call. The calls are plain, not critical: a product may take seconds, and a critical call holds up the garbage collector.
 */
final class Cblas {
    private static final int ROW_MAJOR = 101;
    private static final int NO_TRANS = 111;
    private static final int TRANS = 112;

    private static final MethodHandle SGEMM = gemm("cblas_sgemm", JAVA_FLOAT);
    private static final MethodHandle DGEMM = gemm("cblas_dgemm", JAVA_DOUBLE);
    private static final MethodHandle SGEMV = gemv("cblas_sgemv", JAVA_FLOAT);
    private static final MethodHandle DGEMV = gemv("cblas_dgemv", JAVA_DOUBLE);

    private Cblas() {}

    private static MethodHandle gemm(String name, MemoryLayout scalar) {
        return handle(
                name,
                FunctionDescriptor.ofVoid(
                        JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, scalar, JAVA_LONG, JAVA_INT,
                        JAVA_LONG, JAVA_INT, scalar, JAVA_LONG, JAVA_INT));
    }

    private static MethodHandle gemv(String name, MemoryLayout scalar) {
        return handle(
                name,
                FunctionDescriptor.ofVoid(
                        JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, scalar, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT,
                        scalar, JAVA_LONG, JAVA_INT));
    }

    private static MethodHandle handle(String name, FunctionDescriptor signature) {
        return Linker.nativeLinker().downcallHandle(OpenBlasLibrary.symbol(name), signature);
    }

    private static int flag(boolean trans) {
        return trans ? TRANS : NO_TRANS;
    }

    static void sgemm(
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
        try {
            SGEMM.invokeExact(ROW_MAJOR, flag(transA), flag(transB), m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void dgemm(
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
        try {
            DGEMM.invokeExact(ROW_MAJOR, flag(transA), flag(transB), m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void sgemv(
            boolean trans, int m, int n, float alpha, long a, int lda, long x, int incx, float beta, long y, int incy) {
        try {
            SGEMV.invokeExact(ROW_MAJOR, flag(trans), m, n, alpha, a, lda, x, incx, beta, y, incy);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void dgemv(
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
        try {
            DGEMV.invokeExact(ROW_MAJOR, flag(trans), m, n, alpha, a, lda, x, incx, beta, y, incy);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** A C function throws nothing; what comes out of the call is the JVM's: an error, or a handle used with a wrong type. */
    static RuntimeException unexpected(Throwable e) {
        return switch (e) {
            case Error error -> throw error;
            case RuntimeException exception -> exception;
            default -> new IllegalStateException(e);
        };
    }
}
