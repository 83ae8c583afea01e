package dev.vecgrad.bench;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.vecgrad.blas.OpenBlas;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Square products by {@code cblas_sgemm} alone, on the threads of OpenBLAS. That changes a setting of the library for the whole process, which
 * then is no place to time vecgrad in.
 */
final class BareProducts {
    private static final int ROW_MAJOR = 101;
    private static final int NO_TRANS = 111;
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
        SymbolLookup library = OpenBlas.symbols();
        setThreads(library, threads);
        MemorySegment a = normal(n);
        MemorySegment b = normal(n);
        MemorySegment c = normal(n);
        MethodHandle sgemm = sgemm(library);
        return () -> {
            try {
                sgemm.invokeExact(ROW_MAJOR, NO_TRANS, NO_TRANS, n, n, n, 1f, a, n, b, n, 0f, c, n);
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static MethodHandle sgemm(SymbolLookup library) {
        return Linker.nativeLinker()
                .downcallHandle(
                        library.findOrThrow("cblas_sgemm"),
                        FunctionDescriptor.ofVoid(
                                JAVA_INT,
                                JAVA_INT,
                                JAVA_INT,
                                JAVA_INT,
                                JAVA_INT,
                                JAVA_INT,
                                JAVA_FLOAT,
                                ADDRESS,
                                JAVA_INT,
                                ADDRESS,
                                JAVA_INT,
                                JAVA_FLOAT,
                                ADDRESS,
                                JAVA_INT));
    }

    private static void setThreads(SymbolLookup library, int threads) {
        MethodHandle set = Linker.nativeLinker()
                .downcallHandle(library.findOrThrow("openblas_set_num_threads"), FunctionDescriptor.ofVoid(JAVA_INT));
        try {
            set.invokeExact(threads);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static MemorySegment normal(int n) {
        Random random = new Random(0);
        long elements = (long) n * n;
        MemorySegment matrix = Arena.ofAuto().allocate(elements * Float.BYTES, ALIGNMENT);
        for (long i = 0; i < elements; i++) {
            matrix.setAtIndex(JAVA_FLOAT, i, (float) random.nextGaussian());
        }
        return matrix;
    }
}
