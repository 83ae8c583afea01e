package dev.vecgrad.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a step costs by counts that do not depend on the clock: a change that runs more kernels, moves more bytes, makes more classes or allocates more is
 * seen. Whoever makes a step need less writes the new counts here.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StepCountsTest {
    private static final Pattern NUMBER = Pattern.compile("([a-z ]+) ([0-9]+)");
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
        counts = lines(JavaCommand.of(StepCounts.class, STEPS.toArray(String[]::new)))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(':')),
                        line -> numbers(line.substring(line.indexOf(':') + 2)),
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
        "compiled mlp_sgd_step/32, 20, 5856484, 13, 1",
        "eager mlp_adam_step/32, 24, 9632212, 13, 27",
        "compiled mlp_adam_step/32, 20, 9618820, 13, 1"
    })
    void aStepRunsNoMoreThanItDid(String step, long kernels, long bytesMoved, long foreignCalls, long allocations) {
        Map<String, Long> found = Objects.requireNonNull(counts.get(step));
        assertThat(found.get("kernels")).as("kernels").isBetween(1L, kernels);
        assertThat(found.get("bytes moved")).as("bytes moved").isBetween(1L, bytesMoved);
        assertThat(found.get("foreign calls")).as("foreign calls").isBetween(0L, foreignCalls);
        assertThat(found.get("allocations")).as("allocations").isBetween(1L, allocations);
    }

    /**
     * The bounds of bytes on the heap are far above what was counted (14,944, 504, 13,896 and 840), since it depends on what the JVM has inlined
     * and then need not allocate, and far below what one loop makes that boxes its vectors.
     */
    @ParameterizedTest
    @CsvSource({
        // step, classes of kernels at once, all in the end, native bytes and bytes on the heap of a warm step
        "eager chain_grad/100, 20, 20, 35840, 100000",
        "compiled chain_grad/100, 20, 20, 39808, 20000",
        "eager logreg_step/800x10, 28, 32, 68864, 100000",
        "compiled logreg_step/800x10, 28, 32, 127232, 20000"
    })
    void aStepMakesFewClassesAndAWarmOneNone(
            String step, long cold, long settled, long nativeBytes, long heapBytes, @TempDir Path folder)
            throws IOException {
        String[] words = step.split(" ", -1);
        List<String> command =
                new ArrayList<>(JavaCommand.of(FreshCounts.class, words[0], words[1], folder.toString()));
        command.add(1, "-Dvecgrad.kernels.dump=" + folder);
        Map<String, Long> found = numbers(lines(command).findFirst().orElseThrow());
        assertThat(found.get("cold kernel classes")).as("cold").isBetween(1L, cold);
        assertThat(found.get("settled kernel classes")).as("settled").isBetween(1L, settled);
        assertThat(found.get("warm classes")).as("warm").isZero();
        assertThat(found.get("native bytes")).as("native bytes").isBetween(1L, nativeBytes);
        assertThat(found.get("heap bytes")).as("heap bytes").isBetween(1L, heapBytes);
    }

    private static Stream<String> lines(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines();
    }

    private static Map<String, Long> numbers(String line) {
        Map<String, Long> numbers = new TreeMap<>();
        for (String part : line.split(", ", -1)) {
            Matcher matcher = NUMBER.matcher(part);
            assertThat(matcher.matches()).as(part).isTrue();
            numbers.put(matcher.group(1), Long.parseLong(matcher.group(2)));
        }
        return numbers;
    }
}
