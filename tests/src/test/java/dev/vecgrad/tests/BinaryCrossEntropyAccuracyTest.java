package dev.vecgrad.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Binary cross entropy on logits is within 5 ulp of the truth, and its second derivative at 0 is 1/4: whatever runs it. */
class BinaryCrossEntropyAccuracyTest {
    private static final double MOST_ULPS = 5;

    /** On the widest vectors; narrower ones have the same bits by {@link CheckedOpsTest}. */
    @ParameterizedTest
    @ValueSource(strings = {"tiles", "generated"})
    void vectors(String kernels) throws Exception {
        check("-Dvecgrad.kernels=" + kernels);
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
