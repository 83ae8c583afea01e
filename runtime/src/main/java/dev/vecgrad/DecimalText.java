package dev.vecgrad;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Decimal texts of doubles as C's {@code %.nf} and {@code %.ne} give them: the exact binary value, rounded once, ties to
 * even. Zero keeps its sign; what is not finite is {@code nan}, {@code inf} or {@code -inf}.
 */
final class DecimalText {
    /** Below this a double's units are a quarter at most: halves are seen. */
    private static final double EXACT = 1L << 50;

    private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8};

    private DecimalText() {}

    /** {@return {@code value} with {@code digits} digits after the point; no point if there are none} */
    static String fixed(double value, int digits) {
        if (!Double.isFinite(value)) {
            return notFinite(value);
        }
        double magnitude = Math.abs(value);
        if (digits < POWERS.length && magnitude * POWERS[digits] < EXACT) {
            return sign(value) + pointed(rounded(magnitude, POWERS[digits]), digits);
        }
        return sign(value)
                + new BigDecimal(magnitude)
                        .setScale(digits, RoundingMode.HALF_EVEN)
                        .toPlainString();
    }

    /** {@code value * power} rounded once to a whole number: what the product lost decides where it looks like a tie. */
    private static long rounded(double value, double power) {
        double product = value * power;
        double lost = Math.fma(value, power, -product);
        double floor = Math.floor(product);
        double fraction = product - floor;
        boolean up = fraction > 0.5 || fraction == 0.5 && (lost > 0 || lost == 0 && floor % 2 != 0);
        return (long) floor + (up ? 1 : 0);
    }

    private static String pointed(long scaled, int digits) {
        String all = Long.toString(scaled);
        if (digits == 0) {
            return all;
        }
        String padded = "0".repeat(Math.max(0, digits + 1 - all.length())) + all;
        int point = padded.length() - digits;
        return padded.substring(0, point) + "." + padded.substring(point);
    }

    /** {@return {@code value} with one digit before the point, {@code digits} after it and an exponent of two or more} */
    static String scientific(double value, int digits) {
        return Double.isFinite(value)
                ? scientific(sign(value), new BigDecimal(Math.abs(value)), digits)
                : notFinite(value);
    }

    /** {@return the same of a number given by its sign's text and its magnitude} */
    static String scientific(String sign, BigDecimal magnitude, int digits) {
        BigDecimal rounded = magnitude.round(new MathContext(digits + 1, RoundingMode.HALF_EVEN));
        boolean zero = rounded.signum() == 0;
        int exponent = zero ? 0 : rounded.precision() - rounded.scale() - 1;
        String all = zero ? "0" : rounded.unscaledValue().toString();
        String padded =
                all.length() > digits ? all.substring(0, digits + 1) : all + "0".repeat(digits + 1 - all.length());
        return sign + padded.charAt(0) + "." + padded.substring(1) + exponent(exponent);
    }

    private static String exponent(int exponent) {
        int size = Math.abs(exponent);
        return (exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + size;
    }

    /** {@return a minus sign for numbers below zero and for the negative zero} */
    static String sign(double value) {
        return Double.doubleToRawLongBits(value) < 0 ? "-" : "";
    }

    /** {@return {@code nan}, {@code inf} or {@code -inf}} */
    static String notFinite(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        return value > 0 ? "inf" : "-inf";
    }
}
