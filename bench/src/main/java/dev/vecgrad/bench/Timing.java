package dev.vecgrad.bench;

import java.util.Arrays;
import java.util.List;

/**
 * How long one step takes, in microseconds.
 *
 * @param us the median over the batches; of several turns the median of theirs
 * @param lo the 10th percentile; of several turns the least of theirs
 * @param hi the 90th percentile; of several turns the greatest of theirs
 * @param runs the number of batches
 * @param noise how far, as a part of {@code us}, the same measurement may lie from another one by chance, in 19 of 20 cases
 */
public record Timing(double us, double lo, double hi, int runs, double noise) {
    /** Twice the standard deviation of how many of n samples lie below their median is this times the root of n. */
    private static final double TWO_SIGMA = 0.98;

    /**
     * {@return the timing that these samples make, whose noise is half of the interval that holds the median: it knows nothing of a drift}
     *
     * @param nanos nanoseconds per step, one for each batch, at least one
     */
    static Timing of(double[] nanos) {
        double[] sorted = nanos.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        int tenth = n / 10;
        int low = Math.max(0, (int) (n / 2.0 - TWO_SIGMA * Math.sqrt(n)));
        double median = median(sorted);
        return new Timing(
                micros(median),
                micros(sorted[tenth]),
                micros(sorted[n - 1 - tenth]),
                n,
                (sorted[n - 1 - low] - sorted[low]) / 2 / median);
    }

    /**
     * {@return several timings of the same, taken in turns}
     *
     * <p>Between turns the machine's speed drifts, as it does between runs, and a turn's own samples do not show it. So the noise is the distance of the
     * slowest turn from the fastest, and with it, squared and added, the noise within turns. Of three turns that distance is 1.7 standard deviations of a turn
     * in the mean; the ratio of two such runs then lies within both noises in 19 of 20 cases.
     */
    static Timing together(List<Timing> turns) {
        double[] medians = turns.stream().mapToDouble(Timing::us).sorted().toArray();
        double median = median(medians);
        double drift = (medians[medians.length - 1] - medians[0]) / median;
        double within = turns.stream().mapToDouble(Timing::noise).average().orElseThrow();
        return new Timing(
                median,
                turns.stream().mapToDouble(Timing::lo).min().orElseThrow(),
                turns.stream().mapToDouble(Timing::hi).max().orElseThrow(),
                turns.stream().mapToInt(Timing::runs).sum(),
                Math.hypot(drift, within));
    }

    private static double median(double[] sorted) {
        int n = sorted.length;
        return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }

    /** Microseconds to the nanosecond. */
    private static double micros(double nanos) {
        return Math.round(nanos) / 1e3;
    }
}
