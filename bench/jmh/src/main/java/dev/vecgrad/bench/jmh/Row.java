package dev.vecgrad.bench.jmh;

import dev.vecgrad.bench.report.Peaks;
import java.util.Locale;
import java.util.Map;

/**
 * What one benchmark measured with one choice of its parameters.
 *
 * @param group the simple name of its class
 * @param name of its method
 * @param parameters names and values
 * @param isBaseline whether the others of its class and parameters are compared with it
 * @param us microseconds an operation
 * @param error half the width of the interval that holds the mean with a confidence of 99.9 %, in microseconds; NaN if one iteration tells nothing of it
 * @param allocated bytes of the Java heap an operation
 * @param bytes that an operation moves at least; 0 if that is no measure
 * @param flops of an operation; 0 if they are no measure
 * @param threads that compute together
 */
record Row(
        String group,
        String name,
        Map<String, String> parameters,
        boolean isBaseline,
        double us,
        double error,
        double allocated,
        double bytes,
        double flops,
        int threads) {
    static final String HEADING = String.format(
            Locale.ROOT,
            "%-58s %12s %6s %9s %8s %9s %9s %8s %11s",
            "benchmark",
            "us",
            "±",
            "/baseline",
            "GB/s",
            "of triad",
            "GFLOP/s",
            "of FMA",
            "heap B/op");

    /** {@return whether a row did the same work the plain way} */
    boolean isBesides(Row other) {
        return group.equals(other.group) && parameters.equals(other.parameters);
    }

    /** {@return GB/s} */
    double gigabytes() {
        return bytes / us / 1e3;
    }

    /** {@return GFLOP/s} */
    double gigaflops() {
        return flops / us / 1e3;
    }

    /** {@return a line beside what the machine can do with as many threads, and the baseline's time, NaN if it was not measured} */
    String line(Peaks peaks, double baseline) {
        return String.format(
                Locale.ROOT,
                "%-58s %12.4f %6s %9s %8s %9s %9s %8s %11.0f",
                title(),
                us,
                Double.isNaN(error) ? "" : percent(error / us),
                isBaseline || Double.isNaN(baseline) ? "" : String.format(Locale.ROOT, "%.2f", us / baseline),
                bytes == 0 ? "" : String.format(Locale.ROOT, "%.2f", gigabytes()),
                bytes == 0 ? "" : percent(gigabytes() / peaks.triad()),
                flops == 0 ? "" : String.format(Locale.ROOT, "%.2f", gigaflops()),
                flops == 0 ? "" : percent(gigaflops() / peaks.gflops()),
                allocated);
    }

    private String title() {
        return group + "." + name + " " + String.join(" ", parameters.values());
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * part);
    }
}
