package dev.vecgrad;

import dev.vecgrad.type.DType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The shortest decimal numbers that read back as the same float32 or float64, and what NumPy cuts from them. All are
 * magnitudes without trailing zeros; the sign is the caller's.
 */
final class ShortestDecimal {
    private static final MathContext ONE_DIGIT = new MathContext(1, RoundingMode.HALF_EVEN);
    private static final double SCALAR_MAX_FLOAT32 = 1e6;
    private static final double SCALAR_MAX_FLOAT64 = 1e16;
    private static final double SCALAR_MIN_FIXED = 1e-4;

    private ShortestDecimal() {}

    /** {@return the shortest decimal of {@code value}'s magnitude in {@code dtype}} */
    static BigDecimal of(double value, DType dtype) {
        double magnitude = Math.abs(value);
        String text = dtype == DType.FLOAT32 ? Float.toString((float) magnitude) : Double.toString(magnitude);
        BigDecimal decimal = stripped(new BigDecimal(text));
        BigDecimal oneDigit = decimal.round(ONE_DIGIT);
        return readsBack(oneDigit, magnitude, dtype) ? oneDigit : decimal;
    }

    /* Java writes two digits of a subnormal number where one would do. */
    private static boolean readsBack(BigDecimal decimal, double magnitude, DType dtype) {
        return (dtype == DType.FLOAT32 ? decimal.floatValue() : decimal.doubleValue()) == magnitude;
    }

    /** {@return the same, or where it has more than {@code digits} digits after the point the value rounded to so many} */
    static BigDecimal fixed(double value, DType dtype, int digits) {
        BigDecimal shortest = of(value, dtype);
        if (shortest.scale() <= digits) {
            return shortest;
        }
        return stripped(new BigDecimal(Math.abs(value)).setScale(digits, RoundingMode.HALF_EVEN));
    }

    /** {@return the same, or where it has more than {@code digits} digits in all the value rounded to so many} */
    static BigDecimal significant(double value, DType dtype, int digits) {
        BigDecimal shortest = of(value, dtype);
        if (shortest.precision() <= digits) {
            return shortest;
        }
        return stripped(new BigDecimal(Math.abs(value)).round(new MathContext(digits, RoundingMode.HALF_EVEN)));
    }

    /** {@return what Python and NumPy print for a number that stands alone, e.g. {@code 25.0}, {@code 1e-05}} */
    static String scalarText(double value, DType dtype) {
        if (!Double.isFinite(value)) {
            return DecimalText.notFinite(value);
        }
        BigDecimal shortest = of(value, dtype);
        double magnitude = Math.abs(value);
        double limit = dtype == DType.FLOAT32 ? SCALAR_MAX_FLOAT32 : SCALAR_MAX_FLOAT64;
        if (magnitude == 0 || (magnitude >= SCALAR_MIN_FIXED && magnitude < limit)) {
            return DecimalText.sign(value)
                    + shortest.setScale(Math.max(1, shortest.scale())).toPlainString();
        }
        String text = DecimalText.scientific(DecimalText.sign(value), shortest, shortest.precision() - 1);
        return text.replace(".e", "e");
    }

    private static BigDecimal stripped(BigDecimal number) {
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }
}
