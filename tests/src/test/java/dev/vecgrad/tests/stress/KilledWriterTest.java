package dev.vecgrad.tests.stress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.Tensor;
import dev.vecgrad.io.Safetensors;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process that writes files at random moments: every file is an old or a new one, whole. {@code -Dvecgrad.kills=100} makes
 * it as long as a release asks for.
 */
class KilledWriterTest {
    private static final int KILLS = Integer.getInteger("vecgrad.kills", 4);
    private static final long SEED = Long.getLong("vecgrad.kills.seed", System.nanoTime());
    private static final int LONGEST_MILLIS = 40;

    @TempDir
    Path folder;

    @Test
    void afterAKillEveryFileIsWhole() throws Exception {
        var random = new Random(SEED);
        int[] numbers = new int[EndlessWriter.FILES];
        for (int kill = 1; kill <= KILLS; kill++) {
            killWriter(kill * 1_000_000, random.nextInt(LONGEST_MILLIS));
            for (int file = 0; file < EndlessWriter.FILES; file++) {
                numbers[file] = checkWhole(folder.resolve(Integer.toString(file)), numbers[file], kill);
            }
            assertThat(temporaries())
                    .as("kill %d of seed %d", kill, SEED)
                    .hasSizeLessThanOrEqualTo(EndlessWriter.FILES);
        }
        for (int file = 0; file < EndlessWriter.FILES; file++) {
            Safetensors.save(folder.resolve(Integer.toString(file)), Map.of());
        }
        assertThat(temporaries()).isEmpty();
    }

    private void killWriter(int start, int millis) throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx64m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndlessWriter.class.getName(),
                        folder.toString(),
                        Integer.toString(start))
                .redirectErrorStream(true)
                .start();
        try (BufferedReader out = writer.inputReader()) {
            assertThat(out.readLine()).isEqualTo("writing");
            Thread.sleep(millis);
        } finally {
            writer.destroyForcibly().waitFor();
        }
    }

    /** {@return the number of the content, which must not be older than what was there before} */
    private static int checkWhole(Path file, int before, int kill) {
        if (before == 0 && !Files.exists(file)) {
            return 0;
        }
        Safetensors.Contents contents = Safetensors.load(file);
        int number = Integer.parseInt(contents.metadata().getOrDefault("number", "none"));
        Tensor x = Objects.requireNonNull(contents.tensors().get("x"));
        float[] expected = new float[EndlessWriter.size(number)];
        Arrays.fill(expected, number);
        assertThat(x.toFloatArray()).as("kill %d of seed %d", kill, SEED).isEqualTo(expected);
        assertThat(number).as("kill %d of seed %d", kill, SEED).isGreaterThanOrEqualTo(before);
        return number;
    }

    private List<Path> temporaries() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".tmp"))
                    .toList();
        }
    }
}
