package dev.vecgrad.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimingTest {
    @Test
    void medianAndPercentilesOfTwentyOneSamples() {
        double[] nanos =
                IntStream.rangeClosed(0, 20).mapToDouble(i -> 1000.0 * (20 - i)).toArray();
        assertThat(Timing.of(nanos)).isEqualTo(new Timing(10, 2, 18, 21));
    }

    @Test
    void medianOfAnEvenNumberLiesBetween() {
        assertThat(Timing.of(new double[] {4000, 1000, 2000, 3000})).isEqualTo(new Timing(2.5, 1, 4, 4));
    }

    @Test
    void oneSampleIsAllThree() {
        assertThat(Timing.of(new double[] {1234.4})).isEqualTo(new Timing(1.234, 1.234, 1.234, 1));
    }
}
