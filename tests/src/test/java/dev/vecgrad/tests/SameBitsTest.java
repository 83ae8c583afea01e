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
    @CsvSource({"tiles, 128", "generated, 256", "auto, 512"})
    void trainingDependsOnNeitherThreadsNorLoopsNorWidth(String kernels, int bits) throws Exception {
        Require.present(
                "vector-" + bits, SimdBackend.supportsVectorBits(bits), "it needs a processor with such vectors");
        List<String> found = train(kernels, bits);
        assertThat(found).hasSize(2).containsOnly(known(found.getFirst()));
    }

    /** {@return the digest of the first run} */
    private static synchronized String known(String digest) {
        String known = expected;
        if (known == null) {
            known = digest;
            expected = known;
        }
        return known;
    }

    private static List<String> train(String kernels, int bits) throws Exception {
        String text =
                Fork.run(TrainingRun.class, List.of("-Dvecgrad.kernels=" + kernels, "-Dvecgrad.vector.bits=" + bits));
        return text.lines().filter(line -> line.matches("[0-9a-f]{64}")).toList();
    }
}
