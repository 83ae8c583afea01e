package dev.vecgrad.bench.report;

/**
 * Places of positive numbers on a line, by their logarithms.
 *
 * @param low the number at {@code from}
 * @param high the number at {@code to}
 */
record LogScale(double low, double high, double from, double to) {
    /** {@return where a number lies; those beyond the ends at the ends} */
    double at(double value) {
        double part = Math.log(Math.clamp(value, low, high) / low) / Math.log(high / low);
        return from + part * (to - from);
    }
}
