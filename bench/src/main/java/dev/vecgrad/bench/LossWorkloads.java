package dev.vecgrad.bench;

import dev.vecgrad.Tensor;
import dev.vecgrad.nn.Losses;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/** Losses with their gradients by the logits. */
final class LossWorkloads {
    private static final int[] BCE_SIZES = {1_000, 1_000_000, 16_000_000};

    private LossWorkloads() {}

    static Stream<Workload> all() {
        return Stream.concat(
                Arrays.stream(BCE_SIZES).mapToObj(LossWorkloads::bceLogits),
                Stream.of(crossEntropy(128, 10), crossEntropy(128, 1000), crossEntropy(4096, 1000)));
    }

    private static Workload bceLogits(int n) {
        return new Workload("bce_logits_grad/" + n, () -> {
            Operands operands = new Operands();
            return gradient(Losses::binaryCrossEntropyWithLogits, operands.normal(n), operands.coins(n));
        });
    }

    private static Workload crossEntropy(int rows, int classes) {
        return new Workload("cross_entropy_grad/" + rows + "x" + classes, () -> {
            Operands operands = new Operands();
            return gradient(Losses::crossEntropy, operands.normal(rows, classes), operands.labels(rows, classes));
        });
    }

    private static Step gradient(BinaryOperator<Tensor> loss, Tensor logits, Tensor target) {
        logits.requiresGrad_(true);
        return GradientStep.of(() -> loss.apply(logits, target), List.of(logits));
    }
}
