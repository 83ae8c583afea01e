package dev.vecgrad.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What a step costs by counts that do not depend on the clock: a change that runs more kernels or moves more bytes
 * is seen. Heap bytes are not among them: until vectors are compiled a step boxes them, and when that is depends on the machine's load.
 */
class StepCountsTest {
    private static final Pattern NUMBER = Pattern.compile("([a-z ]+) ([0-9]+)");

    @Test
    void stepsRunNoMoreThanTheyDid() throws IOException {
        Map<String, Map<String, Long>> counts =
                counts("chain_grad/100", "logreg_step/800x10", "mlp_sgd_step/32", "mlp_adam_step/32");
        assertThat(counts).hasSize(4);
        assertAtMost(Objects.requireNonNull(counts.get("chain_grad/100")), 22, 18_424, 0, 19);
        assertAtMost(Objects.requireNonNull(counts.get("logreg_step/800x10")), 9, 93_120, 2, 8);
        assertAtMost(Objects.requireNonNull(counts.get("mlp_sgd_step/32")), 24, 5_869_876, 13, 27);
        assertAtMost(Objects.requireNonNull(counts.get("mlp_adam_step/32")), 24, 9_632_212, 13, 27);
    }

    /** Whoever makes a step need less writes the new counts here. */
    private static void assertAtMost(
            Map<String, Long> counts, long kernels, long bytesMoved, long foreignCalls, long allocations) {
        assertThat(counts.get("kernels")).as("kernels").isBetween(1L, kernels);
        assertThat(counts.get("bytes moved")).as("bytes moved").isBetween(1L, bytesMoved);
        assertThat(counts.get("foreign calls")).as("foreign calls").isBetween(0L, foreignCalls);
        assertThat(counts.get("allocations")).as("allocations").isBetween(1L, allocations);
    }

    private static Map<String, Map<String, Long>> counts(String... workloads) throws IOException {
        Process process = new ProcessBuilder(JavaCommand.of(StepCounts.class, workloads))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return text.lines()
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(':')),
                        StepCountsTest::numbers,
                        (a, _) -> a,
                        TreeMap::new));
    }

    private static Map<String, Long> numbers(String line) {
        Map<String, Long> numbers = new TreeMap<>();
        for (String part : List.of(line.substring(line.indexOf(':') + 2).split(", ", -1))) {
            Matcher matcher = NUMBER.matcher(part);
            assertThat(matcher.matches()).as(part).isTrue();
            numbers.put(matcher.group(1), Long.parseLong(matcher.group(2)));
        }
        return numbers;
    }
}
