package dev.vecgrad.tests.stress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Programs that need a JVM of their own. {@code -Dvecgrad.stress.calls=250000}, {@code -Dvecgrad.stress.steps=100000} and
 * {@code -Dvecgrad.fuzz.calls=1000000} make them as long as a release asks for. A failing call of the fuzzer is repeated with its number as
 * {@code -Dvecgrad.fuzz.seed} and {@code -Dvecgrad.fuzz.calls=1}, a damaged file as {@code -Dvecgrad.damaged.seed} and {@code
 * -Dvecgrad.damaged.files=1}. {@code -Dvecgrad.damaged.files=100000} is a release's number of files.
 */
class StressTest {
    private static final String CALLS = System.getProperty("vecgrad.stress.calls", "1000");
    private static final String STEPS = System.getProperty("vecgrad.stress.steps", "12000");
    private static final String SEED = System.getProperty("vecgrad.stress.seed", String.valueOf(System.nanoTime()));

    private static final String DAMAGED = System.getProperty("vecgrad.damaged.files", "1000");
    private static final String DAMAGED_SEED =
            System.getProperty("vecgrad.damaged.seed", String.valueOf(System.nanoTime()));

    private static final String FUZZ_CALLS = System.getProperty("vecgrad.fuzz.calls", "2000");
    private static final String FUZZ_SEED = System.getProperty("vecgrad.fuzz.seed", "1");

    @TempDir
    Path folder;

    @Test
    void noCallSeesAWrongValueWhileOthersReleaseAndCollect() throws Exception {
        run(List.of("-Xmx1g", "-Dvecgrad.memory.poison=true"), SharedTensors.class, CALLS, SEED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseG1GC", "-XX:+UseZGC"})
    @EnabledOnOs(OS.LINUX)
    void residentMemoryOfALongRunWithoutScopesStays(String collector) throws Exception {
        run(List.of(collector, "-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch"), LongTraining.class, STEPS);
    }

    @Test
    void anyCallGivesTheReferencesResultOrAClearError() throws Exception {
        run(
                List.of("-Xmx1g", "-Dvecgrad.backend=checking", "-Dvecgrad.memory.limit=1g"),
                OpFuzz.class,
                FUZZ_CALLS,
                FUZZ_SEED);
    }

    @Test
    void anyDamagedFileIsAClearErrorOrAValue() throws Exception {
        run(
                List.of("-Xmx256m", "-Dvecgrad.memory.limit=64m"),
                DamagedFiles.class,
                folder.toString(),
                DAMAGED,
                DAMAGED_SEED);
    }

    private void run(List<String> flags, Class<?> program, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(args));
        Path out = folder.resolve("out");
        int code = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start()
                .waitFor();
        assertThat(code).as(Files.readString(out, UTF_8)).isZero();
    }
}
