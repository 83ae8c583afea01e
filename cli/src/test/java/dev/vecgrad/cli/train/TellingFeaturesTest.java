package dev.vecgrad.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TellingFeaturesTest {
    private static final int[] CLASSES = {0, 0, 0, 1, 1, 1};
    private static final double[] NOISE = {1, -2, 1, 1, -2, 1};
    private static final double[] WEAK = {0, 3, 1, 2, 4, 3.5};
    private static final double[] STRONG = {0, 0.1, 0.05, 5, 5.1, 5.05};

    @Test
    void theStrongestAndTheNextThatIsNotItsTwinAreChosen() {
        double[] twin = {0, 0.2, 0.1, 10, 10.2, 10.1};
        assertThat(TellingFeatures.two(new double[][] {NOISE, STRONG, twin, WEAK}, CLASSES, 2))
                .containsExactly(1, 3);
    }

    @Test
    void constantAndSingleFeaturesAreDrawnAllTheSame() {
        assertThat(TellingFeatures.two(new double[][] {new double[6], WEAK}, CLASSES, 2))
                .containsExactly(1, 0);
        assertThat(TellingFeatures.two(new double[][] {WEAK}, CLASSES, 2)).containsExactly(0, 0);
        double[] twice = {0, 6, 2, 4, 8, 7};
        assertThat(TellingFeatures.two(new double[][] {WEAK, twice}, CLASSES, 2))
                .containsExactlyInAnyOrder(0, 1);
    }
}
