package dev.vecgrad.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.simd.SimdBackend;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Binary cross entropy on logits is within 5 ulp of the truth, and its second derivative at 0 is 1/4: whatever runs it. */
class BinaryCrossEntropyAccuracyTest {
    private static final double MOST_ULPS = 5;

    @ParameterizedTest
    @CsvSource({"tiles, 128", "tiles, 512", "generated, 128", "generated, 256", "generated, 512"})
    void vectors(String kernels, int bits) throws Exception {
        Require.present(
                "vector-" + bits, SimdBackend.supportsVectorBits(bits), "it needs a processor with such vectors");
        check("-Dvecgrad.kernels=" + kernels, "-Dvecgrad.vector.bits=" + bits);
    }

    @Test
    void reference() throws Exception {
        check("-Dvecgrad.backend=reference");
    }

    private static void check(String... options) throws Exception {
        String text = Fork.run(BinaryCrossEntropyAccuracy.class, List.of(options));
        double ulps = Double.parseDouble(text.lines().toList().getLast());
        assertThat(ulps).isGreaterThan(0).isLessThanOrEqualTo(MOST_ULPS);
    }
}
