package dev.vecgrad.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a step costs by counts that do not depend on the clock: a change that runs more kernels, moves more bytes or asks for more memory is
 * seen. Whoever makes a step need less writes the new counts here.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StepCountsTest {
    private static final List<String> STEPS = List.of(
            "eager chain_grad/100",
            "compiled chain_grad/100",
            "eager logreg_step/800x10",
            "compiled logreg_step/800x10",
            "eager mlp_sgd_step/32",
            "compiled mlp_sgd_step/32",
            "eager mlp_adam_step/32",
            "compiled mlp_adam_step/32");

    private Map<String, Map<String, Long>> counts = Map.of();

    @BeforeAll
    void count() throws IOException {
        counts = CountLines.of("-Dvecgrad.kernels=scalars", StepCounts.class, STEPS.toArray(String[]::new))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(':')),
                        line -> CountLines.numbers(line.substring(line.indexOf(':') + 2)),
                        (a, _) -> a,
                        TreeMap::new));
    }

    @Test
    void allStepsWereCounted() {
        assertThat(counts.keySet()).containsExactlyInAnyOrderElementsOf(STEPS);
    }

    @ParameterizedTest
    @CsvSource({
        // step, kernels and calls, bytes moved, calls of the library for products, storages
        "eager chain_grad/100, 22, 18424, 0, 19",
        "compiled chain_grad/100, 1, 804, 0, 1",
        "eager logreg_step/800x10, 9, 93120, 2, 8",
        "compiled logreg_step/800x10, 5, 86624, 2, 1",
        "eager mlp_sgd_step/32, 24, 5869876, 13, 27",
        "compiled mlp_sgd_step/32, 19, 5855964, 13, 1",
        "eager mlp_adam_step/32, 24, 9632212, 13, 27",
        "compiled mlp_adam_step/32, 19, 9618300, 13, 1"
    })
    void aStepRunsNoMoreThanItDid(String step, long kernels, long bytesMoved, long foreignCalls, long allocations) {
        Map<String, Long> found = Objects.requireNonNull(counts.get(step));
        assertThat(found.get("kernels")).as("kernels").isBetween(1L, kernels);
        assertThat(found.get("bytes moved")).as("bytes moved").isBetween(1L, bytesMoved);
        assertThat(found.get("foreign calls")).as("foreign calls").isBetween(0L, foreignCalls);
        assertThat(found.get("allocations")).as("allocations").isBetween(1L, allocations);
    }
}
