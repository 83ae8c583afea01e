package dev.vecgrad.bench;

import java.util.Arrays;
import java.util.List;

/**
 * How long one step takes, in microseconds.
 *
 * @param us the median over the batches
 * @param lo the 10th percentile
 * @param hi the 90th percentile
 * @param runs the number of batches
 */
public record Timing(double us, double lo, double hi, int runs) {
    /**
     * {@return the timing that these samples make}
     *
     * @param nanos nanoseconds per step, one for each batch, at least one
     */
    static Timing of(double[] nanos) {
        double[] sorted = nanos.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        int tenth = n / 10;
        double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
        return new Timing(micros(median), micros(sorted[tenth]), micros(sorted[n - 1 - tenth]), n);
    }

    /** {@return half the distance of the percentiles, as a part of the median} */
    public double noise() {
        return (hi - lo) / 2 / us;
    }

    /** {@return the median of several timings of the same, with the range of all} */
    static Timing together(List<Timing> turns) {
        double[] medians = turns.stream().mapToDouble(Timing::us).sorted().toArray();
        int n = medians.length;
        return new Timing(
                (medians[(n - 1) / 2] + medians[n / 2]) / 2,
                turns.stream().mapToDouble(Timing::lo).min().orElseThrow(),
                turns.stream().mapToDouble(Timing::hi).max().orElseThrow(),
                turns.stream().mapToInt(Timing::runs).sum());
    }

    /** Microseconds to the nanosecond. */
    private static double micros(double nanos) {
        return Math.round(nanos) / 1e3;
    }
}
