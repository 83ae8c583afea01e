package dev.vecgrad.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The classes and the memory that a step needs in a fresh JVM and once it is warm. */
class FreshCountsTest {
    /**
     * The bounds of bytes on the heap are far above what was counted (504, 13,896 and 840), since it depends on what the JVM has inlined
     * and then need not allocate, and far below what one loop makes that boxes its vectors.
     */
    @ParameterizedTest
    @CsvSource({
        // step, classes of kernels at once, all in the end, native bytes and bytes on the heap of a warm step
        "compiled chain_grad/100, 20, 20, 39808, 20000",
        "eager logreg_step/800x10, 28, 32, 68864, 100000",
        "compiled logreg_step/800x10, 28, 32, 127232, 20000"
    })
    void aStepMakesFewClassesAndAWarmOneNone(
            String step, long cold, long settled, long nativeBytes, long heapBytes, @TempDir Path folder)
            throws IOException {
        String[] words = step.split(" ", -1);
        Map<String, Long> found = counts(folder, words[0], words[1], folder.toString());
        assertThat(found.get("cold kernel classes")).as("cold").isBetween(1L, cold);
        assertThat(found.get("settled kernel classes")).as("settled").isBetween(1L, settled);
        assertThat(found.get("warm classes")).as("warm").isZero();
        assertThat(found.get("native bytes")).as("native bytes").isBetween(1L, nativeBytes);
        assertThat(found.get("heap bytes")).as("heap bytes").isBetween(1L, heapBytes);
    }

    /** Of steps that would take long to be warm: 40 and 47 were counted. */
    @ParameterizedTest
    @CsvSource({"mlp_adam_step/32, 42", "transformer_adam_step/8x128x256, 50"})
    void aPlanAsksForFewClasses(String workload, long classes, @TempDir Path folder) throws IOException {
        Map<String, Long> found = counts(folder, "compiled", workload, folder.toString(), FreshCounts.PLANNED);
        assertThat(found.get("planned kernel classes")).isBetween(1L, classes);
    }

    private static Map<String, Long> counts(Path folder, String... arguments) throws IOException {
        return CountLines.numbers(CountLines.of("-Dvecgrad.kernels.dump=" + folder, FreshCounts.class, arguments)
                .findFirst()
                .orElseThrow());
    }
}
