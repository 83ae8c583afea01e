package dev.vecgrad.bench;

import dev.vecgrad.Tensor;
import java.util.stream.Stream;

/** Matrix products. */
final class ProductWorkloads {
    private ProductWorkloads() {}

    static Stream<Workload> all() {
        return Stream.of(
                matmul("64", 64, 64, 64),
                matmul("256", 256, 256, 256),
                matmul("1024", 1024, 1024, 1024),
                matmul("2048", 2048, 2048, 2048),
                matmul("800x10x1", 800, 10, 1),
                matmul("128x784x256", 128, 784, 256));
    }

    private static Workload matmul(String size, int m, int k, int n) {
        return new Workload("matmul/" + size, () -> {
            Operands operands = new Operands();
            Tensor a = operands.normal(m, k);
            Tensor b = operands.normal(k, n);
            return () -> a.matmul(b);
        });
    }
}
