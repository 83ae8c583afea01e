package dev.vecgrad.bench;

import java.util.List;

/** The sizes of a matrix product: m x k by k x n. */
record ProductSize(int m, int k, int n) {
    static final List<ProductSize> ALL = List.of(
            square(64),
            square(256),
            square(1024),
            square(2048),
            new ProductSize(800, 10, 1),
            new ProductSize(128, 784, 256));

    private static ProductSize square(int n) {
        return new ProductSize(n, n, n);
    }

    /** {@return the workload's name} */
    String name() {
        return "matmul/" + (m == k && k == n ? "" + n : m + "x" + k + "x" + n);
    }
}
