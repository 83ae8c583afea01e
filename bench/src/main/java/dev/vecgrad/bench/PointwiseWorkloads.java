package dev.vecgrad.bench;

import dev.vecgrad.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** One op on a vector, and a chain of them with its gradient. */
final class PointwiseWorkloads {
    private static final int[] SIZES = {100, 10_000, 1_000_000, 16_000_000};

    private PointwiseWorkloads() {}

    static Stream<Workload> all() {
        return Arrays.stream(SIZES).boxed().flatMap(n -> ofSize(n).stream());
    }

    private static List<Workload> ofSize(int n) {
        return List.of(
                new Workload("chain_grad/" + n, () -> chain(new Operands().normal(n))),
                new Workload("add/" + n, () -> {
                    Operands operands = new Operands();
                    Tensor a = operands.normal(n);
                    Tensor b = operands.normal(n);
                    return new TensorStep(() -> a.add(b));
                }),
                unary("sigmoid/" + n, n, Tensor::sigmoid),
                unary("gelu/" + n, n, Tensor::gelu),
                unary("sum/" + n, n, Tensor::sum));
    }

    private static Workload unary(String name, int n, Function<Tensor, Tensor> op) {
        return new Workload(name, () -> {
            Tensor x = new Operands().normal(n);
            return new TensorStep(() -> op.apply(x));
        });
    }

    /** The gradient of the sum of 2x^4 + x^3 + 3x^2 + 5x + 1. */
    private static Step chain(Tensor x) {
        x.requiresGrad_(true);
        return GradientStep.of(() -> polynomial(x).sum(), List.of(x));
    }

    private static Tensor polynomial(Tensor x) {
        return x.pow(4).mul(2).add(x.pow(3)).add(x.pow(2).mul(3)).add(x.mul(5)).add(1);
    }
}
