package dev.vecgrad;

import dev.vecgrad.type.DType;
import java.math.BigDecimal;

/**
 * How NumPy prints the elements of one array. A floating number has its shortest digits that read back as the same number,
 * rounded to eight after the point where there are more; points stand in one column.
 */
final class NumpyFormat {
    private static final int PRECISION = 8;
    private static final double MAX_RATIO = 1000;

    private final DType dtype;
    private final TextElements elements;
    private final boolean scientific;
    private int beforePoint;
    private int afterPoint;
    private int exponentDigits = 2;
    private int notFinite;

    /** Chooses form and widths for the elements that are printed. */
    NumpyFormat(DType dtype, TextElements elements, TextExcerpt excerpt) {
        this.dtype = dtype;
        this.elements = elements;
        this.scientific = dtype.isFloatingPoint() && isScientific(excerpt);
        if (dtype.isBool()) {
            beforePoint = "False".length();
        }
        excerpt.forEach(dtype.isFloatingPoint() ? this::measureNumber : this::measureDiscrete);
        beforePoint = Math.max(beforePoint, notFinite - tail() - 1);
    }

    private boolean isScientific(TextExcerpt excerpt) {
        double[] range = {Double.POSITIVE_INFINITY, 0};
        excerpt.forEach(index -> {
            double value = Math.abs(elements.real(index));
            if (value != 0 && Double.isFinite(value)) {
                range[0] = Math.min(range[0], value);
                range[1] = Math.max(range[1], value);
            }
        });
        return dtype == DType.FLOAT32
                ? range[1] >= 1e6 || range[0] < 1e-4f || (float) range[1] / (float) range[0] > (float) MAX_RATIO
                : range[1] >= 1e8 || range[0] < 1e-4 || range[1] / range[0] > MAX_RATIO;
    }

    private void measureDiscrete(long index) {
        beforePoint = Math.max(beforePoint, elements.discrete(dtype, index).length());
    }

    private void measureNumber(long index) {
        double value = elements.real(index);
        if (!Double.isFinite(value)) {
            notFinite = Math.max(notFinite, DecimalText.notFinite(value).length());
            return;
        }
        String text = scientific ? scientific(value, 0) : fixed(value);
        int point = text.indexOf('.');
        int end = scientific ? text.indexOf('e') : text.length();
        beforePoint = Math.max(beforePoint, point);
        afterPoint = Math.max(afterPoint, end - point - 1);
        exponentDigits = Math.max(exponentDigits, text.length() - end - 2);
    }

    /** {@return the number of characters after the point} */
    private int tail() {
        return scientific ? afterPoint + 2 + exponentDigits : afterPoint;
    }

    /** {@return the text of an element, aligned with the others} */
    String text(long index) {
        if (!dtype.isFloatingPoint()) {
            return padLeft(elements.discrete(dtype, index), beforePoint);
        }
        double value = elements.real(index);
        if (!Double.isFinite(value)) {
            return padLeft(DecimalText.notFinite(value), beforePoint + tail() + 1);
        }
        String text = scientific ? scientific(value, afterPoint) : fixed(value);
        int point = text.indexOf('.');
        return " ".repeat(beforePoint - point) + text + " ".repeat(tail() - (text.length() - point - 1));
    }

    private static String padLeft(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    private String fixed(double value) {
        String text = DecimalText.sign(value)
                + ShortestDecimal.fixed(value, dtype, PRECISION).toPlainString();
        return text.indexOf('.') < 0 ? text + "." : text;
    }

    /** With as few digits as tell numbers apart; those that fill up to {@code minDigits} are the exact value's. */
    private String scientific(double value, int minDigits) {
        BigDecimal number = ShortestDecimal.significant(value, dtype, PRECISION + 1);
        int digits = number.precision() - 1;
        String text = digits < minDigits
                ? DecimalText.scientific(value, minDigits)
                : DecimalText.scientific(DecimalText.sign(value), number, digits);
        return withExponentDigits(text);
    }

    private String withExponentDigits(String text) {
        int digits = text.length() - text.indexOf('e') - 2;
        int split = text.length() - digits;
        return text.substring(0, split) + "0".repeat(Math.max(0, exponentDigits - digits)) + text.substring(split);
    }
}
