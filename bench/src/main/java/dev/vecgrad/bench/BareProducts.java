package dev.vecgrad.bench;

import dev.vecgrad.blas.OpenBlas;
import java.util.List;

/**
 * Products by {@code cblas_sgemm} alone, on the threads of OpenBLAS. That changes a setting of the library for the whole process, which
 * then is no place to time vecgrad in.
 */
final class BareProducts {
    private BareProducts() {}

    /**
     * {@return the workloads, under the names that they have everywhere}
     *
     * @throws IllegalStateException once one is prepared, if there is no OpenBLAS
     */
    static List<Workload> all(int threads) {
        return ProductSize.ALL.stream()
                .map(size -> new Workload(size.name(), () -> product(size, threads)))
                .toList();
    }

    private static Step product(ProductSize size, int threads) {
        OpenBlas.useThreads(threads);
        return new BareProduct(size);
    }
}
