package dev.vecgrad.bench;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.DType;
import java.util.stream.Stream;

/** Small kernels of training steps: sums of columns, which are the gradients of biases, and conversions between dtypes. */
final class KernelWorkloads {
    private static final int NUMBERS = 10_000;

    private KernelWorkloads() {}

    static Stream<Workload> all() {
        return Stream.of(
                columnSum(128, 256),
                columnSum(128, 10),
                columnSum(800, 1),
                conversion(DType.FLOAT32, DType.FLOAT64),
                conversion(DType.FLOAT64, DType.FLOAT32),
                conversion(DType.INT64, DType.INT32),
                conversion(DType.INT64, DType.FLOAT32),
                conversion(DType.BOOL, DType.FLOAT32));
    }

    private static Workload columnSum(int rows, int columns) {
        return new Workload("column_sum/" + rows + "x" + columns, () -> {
            Tensor x = new Operands().normal(rows, columns);
            return new TensorStep(() -> x.sum(0));
        });
    }

    private static Workload conversion(DType from, DType to) {
        return new Workload(from + "_to_" + to + "/" + NUMBERS, () -> {
            Tensor x = new Operands().normal(NUMBERS).mul(100).to(from);
            return new TensorStep(() -> x.to(to));
        });
    }
}
