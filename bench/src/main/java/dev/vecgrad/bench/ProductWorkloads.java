package dev.vecgrad.bench;

import dev.vecgrad.Tensor;
import java.util.stream.Stream;

/** Matrix products. */
final class ProductWorkloads {
    private ProductWorkloads() {}

    static Stream<Workload> all() {
        return ProductSize.ALL.stream().map(ProductWorkloads::matmul);
    }

    private static Workload matmul(ProductSize size) {
        return new Workload(size.name(), () -> {
            Operands operands = new Operands();
            Tensor a = operands.normal(size.m(), size.k());
            Tensor b = operands.normal(size.k(), size.n());
            return new TensorStep(() -> a.matmul(b));
        });
    }
}
