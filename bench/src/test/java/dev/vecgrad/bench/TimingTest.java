package dev.vecgrad.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimingTest {
    private static final int PAIRS = 1000;
    private static final int TURNS = 3;

    @Test
    void medianPercentilesAndNoiseOfTwentyOneSamples() {
        double[] nanos =
                IntStream.rangeClosed(0, 20).mapToDouble(i -> 1000.0 * (20 - i)).toArray();
        assertThat(Timing.of(nanos)).isEqualTo(new Timing(10, 2, 18, 21, (14 - 6) / 2 / 10.0));
    }

    @Test
    void medianOfAnEvenNumberLiesBetween() {
        assertThat(Timing.of(new double[] {4000, 1000, 2000, 3000})).isEqualTo(new Timing(2.5, 1, 4, 4, 1.5 / 2.5));
    }

    @Test
    void oneSampleIsAllThree() {
        assertThat(Timing.of(new double[] {1234.4})).isEqualTo(new Timing(1.234, 1.234, 1.234, 1, 0));
    }

    @Test
    void turnsThatDifferAreNoiseThoughEachIsQuiet() {
        Timing together = Timing.together(List.of(
                new Timing(110, 109, 111, 5, 0.003),
                new Timing(100, 99, 101, 5, 0.003),
                new Timing(90, 89, 91, 5, 0.006)));
        assertThat(together).isEqualTo(new Timing(100, 89, 111, 15, Math.hypot(0.2, 0.004)));
    }

    /** Two runs of the same work, on a machine that drifts between turns and is disturbed within them, agree within their noises in 19 of 20 cases. */
    @ParameterizedTest
    @CsvSource({"0, 0.02", "0.01, 0.02", "0.03, 0.02", "0.1, 0.02", "0, 0.2", "0.03, 0.2", "0.1, 0.2"})
    void equalRunsAgreeWithinTheirNoise(double drift, double disturbance) {
        Random random = new Random(7);
        for (int batches : new int[] {5, 15, 100}) {
            long apart = pairs(random, drift, disturbance, batches, 1)
                    .filter(p -> !p.verdict().equals("same"))
                    .count();
            assertThat(apart).as("batches: %d", batches).isLessThan(PAIRS * 6 / 100);
        }
    }

    /** A noise that hid every change would be of no use. */
    @ParameterizedTest
    @CsvSource({"0.01, 0.02", "0.03, 0.02", "0.01, 0.1"})
    void aStepThatGotSlowerByATenthIsSeenBeyondADriftOfOnePercentAndByThreeTenthsBeyondThree(
            double drift, double disturbance) {
        double change = drift > 0.02 || disturbance > 0.05 ? 1.3 : 1.1;
        long seen = pairs(new Random(11), drift, disturbance, 100, change)
                .filter(p -> p.verdict().equals("slower"))
                .count();
        assertThat(seen).isGreaterThan(PAIRS * 90 / 100);
    }

    private static Stream<Against> pairs(Random random, double drift, double disturbance, int batches, double change) {
        return Stream.generate(() -> new Against(
                        run(random, drift, disturbance, batches, 1), run(random, drift, disturbance, batches, change)))
                .limit(PAIRS);
    }

    /** Turns whose speeds differ, of batches that are only ever held up, one in twenty of them for as long again. */
    private static Result run(Random random, double drift, double disturbance, int batches, double change) {
        List<Timing> turns = Stream.generate(() -> change * 1e6 * Math.exp(drift * random.nextGaussian()))
                .limit(TURNS)
                .map(nanos -> Timing.of(turn(random, nanos, disturbance, batches)))
                .toList();
        return new Result(Setting.ofThreads(1).label(), "work", Timing.together(turns), Outcome.NONE);
    }

    private static double[] turn(Random random, double nanos, double disturbance, int batches) {
        double[] samples = new double[batches];
        Arrays.setAll(
                samples,
                _ -> nanos
                        * Math.exp(disturbance * Math.abs(random.nextGaussian()))
                        * (random.nextInt(20) == 0 ? 2 : 1));
        return samples;
    }
}
