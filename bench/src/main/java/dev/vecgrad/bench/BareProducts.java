package dev.vecgrad.bench;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.vecgrad.blas.OpenBlas;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Square products by {@code cblas_sgemm} alone, on the threads of OpenBLAS. That changes a setting of the library for the whole process, which
 * then is no place to time vecgrad in.
 */
final class BareProducts {
    private static final long ALIGNMENT = 128;

    private BareProducts() {}

    /**
     * {@return the workloads, under the names that they have everywhere}
     *
     * @throws IllegalStateException once one is prepared, if there is no OpenBLAS
     */
    static List<Workload> all(int threads) {
        return Stream.of(64, 256, 1024, 2048)
                .map(n -> new Workload("matmul/" + n, () -> product(n, threads)))
                .toList();
    }

    private static Runnable product(int n, int threads) {
        OpenBlas.useThreads(threads);
        OpenBlas library = new OpenBlas();
        long a = normal(n);
        long b = normal(n);
        long c = normal(n);
        return () -> library.sgemm(false, false, n, n, n, 1, a, n, b, n, 0, c, n);
    }

    /** The address of a matrix that stays until the process ends. */
    private static long normal(int n) {
        Random random = new Random(0);
        long elements = (long) n * n;
        MemorySegment matrix = Arena.global().allocate(elements * Float.BYTES, ALIGNMENT);
        for (long i = 0; i < elements; i++) {
            matrix.setAtIndex(JAVA_FLOAT, i, (float) random.nextGaussian());
        }
        return matrix.address();
    }
}
