package dev.vecgrad.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.core.Generator;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A training that stopped and went on from its checkpoint has the bits of one that never stopped. */
class ResumeTest {
    private static final long SEED = 3;
    private static final long STEPS = 20;

    private final Generator global = Generator.global();

    @TempDir
    Path folder;

    @AfterEach
    void restoreTheGlobalGenerator() {
        Generator.setGlobal(global);
    }

    @ParameterizedTest
    @CsvSource({"adam, philox, 10", "adam, pytorch, 7", "sgd, philox, 8", "sgd, pytorch, 10", "adam, philox, 0"})
    void newObjectsGoOnWithTheSameBits(String optimizer, String stream, long stop) {
        String expected =
                new ResumableTraining(optimizer, stream, SEED).until(STEPS).bits();
        Path file = folder.resolve("checkpoint");
        new ResumableTraining(optimizer, stream, SEED).until(stop).save(file);
        String resumed = new ResumableTraining(optimizer, stream, SEED + 1)
                .resume(file)
                .until(STEPS)
                .bits();
        assertThat(resumed).isEqualTo(expected);
        assertThat(new ResumableTraining(optimizer, stream, SEED + 1)
                        .until(STEPS)
                        .bits())
                .isNotEqualTo(expected);
    }

    @Test
    void aNewProcessGoesOnWithTheSameBits() throws Exception {
        Path file = folder.resolve("checkpoint");
        var training = new ResumableTraining("adam", "philox", SEED).until(12);
        training.save(file);
        String expected = training.until(STEPS).bits();
        String out =
                Fork.run(ResumableTraining.class, List.of(), "adam", "philox", file.toString(), Long.toString(STEPS));
        assertThat(out).endsWith(expected);
    }
}
