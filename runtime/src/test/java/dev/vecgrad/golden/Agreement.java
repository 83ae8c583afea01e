package dev.vecgrad.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.Tensor;

/** How near numbers are to those of another library, relative to numbers above 1. Near to infinity is infinity alone, near to NaN NaN. */
public final class Agreement {
    /** How near float64 must be. */
    public static final double DOUBLE = 1e-9;

    private static final double UNIT = 0x1p-24;

    private Agreement() {}

    /** Asserts that numbers are within a tolerance of the expected ones. */
    public static void assertClose(double[] found, double[] expected, double tolerance, String name) {
        assertThat(found).as(name).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(isClose(found[i], expected[i], tolerance))
                    .as("%s, element %d: %s, expected %s", name, i, found[i], expected[i])
                    .isTrue();
        }
    }

    /**
     * Asserts that numbers found in float32 are as near to the expected ones as so many roundings in a row leave them. To first order, each rounding
     * moves a result about as far as changing what it was made of by 2^-24 of itself does; what {@link #nudge} of all that goes in at once moves, in
     * float64, stands for each of them.
     *
     * @param moved what float64 finds of what was nudged
     */
    public static void assertNear(double[] found, double[] moved, double[] expected, int roundings, String name) {
        double tolerance = roundings * Math.max(UNIT, farthest(moved, expected));
        assertThat(tolerance).as("what roundings leave of %s", name).isLessThan(0.5);
        assertClose(found, expected, tolerance, name);
    }

    /** {@return numbers nearer to 0 by one or two roundings to float32, in an order without a period} */
    public static Tensor nudge(Tensor x) {
        double[] values = x.toDoubleArray();
        for (int i = 0; i < values.length; i++) {
            values[i] -= values[i] * (1 + Integer.bitCount(i) % 2) * UNIT;
        }
        return Tensor.of(values).view(x.shape().toArray());
    }

    private static boolean isClose(double found, double expected, double tolerance) {
        return Double.compare(found, expected) == 0 || distance(found, expected) <= tolerance;
    }

    /** {@return how far numbers are at most from those expected ones that are finite} */
    private static double farthest(double[] found, double[] expected) {
        double farthest = 0;
        for (int i = 0; i < expected.length; i++) {
            if (Double.isFinite(expected[i])) {
                farthest = Math.max(farthest, distance(found[i], expected[i]));
            }
        }
        return farthest;
    }

    /** NaN for expected numbers that are not finite. */
    private static double distance(double found, double expected) {
        return Math.abs(found - expected) / Math.max(1, Math.abs(expected));
    }
}
