package dev.vecgrad.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vecgrad.memory.Scope;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One step of every workload beside PyTorch in float64. */
class WorkloadsTest {
    private static final GoldenOutcomes GOLDEN = GoldenOutcomes.read();

    /** Names that other engines' figures are published under, one of each kind. */
    private static final List<String> ANCHORS = List.of(
            "chain_grad/100",
            "add/16000000",
            "sigmoid/10000",
            "gelu/1000000",
            "sum/16000000",
            "bce_logits_grad/16000000",
            "cross_entropy_grad/4096x1000",
            "layer_norm_grad/4096x1024",
            "matmul/2048",
            "matmul/800x10x1",
            "matmul/128x784x256",
            "logreg_step/800x10",
            "mlp_sgd_step/1024",
            "mlp_adam_step/32",
            "wide_gelu_adam_step/256",
            "convnet_sgd_step/64",
            "transformer_adam_step/8x128x256");

    @Test
    void everyWorkloadHasAGoldenValue() {
        assertThat(names()).containsExactlyInAnyOrderElementsOf(GOLDEN.names()).containsAll(ANCHORS);
    }

    @ParameterizedTest
    @MethodSource("names")
    void aStepComputesWhatPyTorchDoes(String name) {
        Outcome golden = GOLDEN.of(name);
        try (Scope _ = Scope.open()) {
            Outcome outcome = Workloads.select(Workloads.all(), List.of(name))
                    .getFirst()
                    .prepare()
                    .get()
                    .outcome();
            Result told = Result.fromJson(
                    new Result(Setting.ofThreads(1).label(), name, new Timing(1, 1, 1, 1, 0), outcome).toJson());
            assertClose(told.outcome().loss(), golden.loss());
            assertClose(told.outcome().gradient(), golden.gradient());
        }
    }

    static Stream<String> names() {
        return Workloads.all().stream().filter(w -> !w.isProcess()).map(Workload::name);
    }

    /** Float32 rounds by 2^-24, and no number of a step goes through more additions one after the other than the 2048 of the longest product. */
    private static void assertClose(double actual, double golden) {
        if (Double.isNaN(golden)) {
            assertThat(actual).isNaN();
        } else {
            assertThat(actual).isCloseTo(golden, within(golden * 2048 * 0x1p-24));
        }
    }
}
