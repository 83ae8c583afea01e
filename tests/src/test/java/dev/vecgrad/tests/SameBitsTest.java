package dev.vecgrad.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.simd.SimdBackend;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A training run gives the same bytes whatever runs it. */
class SameBitsTest {
    private static @Nullable String expected;

    @ParameterizedTest
    @CsvSource({"2, tiles, 256", "1, generated, 256", "2, generated, 512", "2, auto, 512", "2, generated, 128"})
    void trainingDependsOnNeitherThreadsNorLoopsNorWidth(int threads, String kernels, int bits) throws Exception {
        Require.present(
                "vector-" + bits, SimdBackend.supportsVectorBits(bits), "it needs a processor with such vectors");
        assertThat(train(threads, kernels, bits)).hasSize(64).isEqualTo(oneThread());
    }

    private static synchronized String oneThread() throws Exception {
        String known = expected;
        if (known == null) {
            known = train(1, "tiles", 128);
            expected = known;
        }
        return known;
    }

    private static String train(int threads, String kernels, int bits) throws Exception {
        String text = Fork.run(
                TrainingRun.class,
                List.of(
                        "-Dvecgrad.threads=" + threads,
                        "-Dvecgrad.kernels=" + kernels,
                        "-Dvecgrad.vector.bits=" + bits));
        return text.lines().toList().getLast();
    }
}
