package dev.vecgrad.tests.accuracy;

import org.hipparchus.dfp.Dfp;

/**
 * The distance of a result from the truth in units of the last place of the truth's binade. Overflow counts as 2^128 (2^1024), so that a
 * result just below it may be infinite. NaN where a number is due, a number where NaN is due and a zero of the wrong sign are infinitely wrong.
 */
final class Ulps {
    private static final double FLOAT_END = 0x1p128;

    private Ulps() {}

    static double of(float found, double truth) {
        if (Float.isNaN(found) || Double.isNaN(truth)) {
            return Float.isNaN(found) && Double.isNaN(truth) ? 0 : Double.POSITIVE_INFINITY;
        }
        if (isWrongZero(found, truth)) {
            return Double.POSITIVE_INFINITY;
        }
        float last = Math.ulp(Math.min(Math.abs((float) truth), Float.MAX_VALUE));
        return Math.abs(limited(found) - limited(truth)) / last;
    }

    private static double limited(double x) {
        return Math.max(-FLOAT_END, Math.min(FLOAT_END, x));
    }

    /**
     * The same in float64.
     *
     * @param truth a number with more digits, which has no sign of zero and is finite
     */
    static double of(double found, Dfp truth) {
        if (Double.isNaN(found)) {
            return Double.POSITIVE_INFINITY;
        }
        double rounded = truth.toDouble();
        if (isWrongZero(found, rounded) && !truth.isZero()) {
            return Double.POSITIVE_INFINITY;
        }
        double last = Math.ulp(Math.min(Math.abs(rounded), Double.MAX_VALUE));
        Dfp difference = limited(found, truth).subtract(limited(rounded, truth, truth));
        return difference.abs().divide(truth.newInstance(last)).toDouble();
    }

    private static Dfp limited(double found, Dfp like) {
        return Double.isInfinite(found) ? end(like, found) : like.newInstance(found);
    }

    private static Dfp limited(double rounded, Dfp truth, Dfp like) {
        return Double.isInfinite(rounded) ? end(like, rounded) : truth;
    }

    /** 2^1024 with a sign. */
    private static Dfp end(Dfp like, double sign) {
        return like.newInstance(Math.copySign(0x1p1023, sign)).multiply(2);
    }

    private static boolean isWrongZero(double found, double truth) {
        return found == 0 && Math.copySign(1, found) != Math.copySign(1, truth);
    }
}
