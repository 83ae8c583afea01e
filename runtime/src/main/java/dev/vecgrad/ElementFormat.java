package dev.vecgrad;

import dev.vecgrad.type.DType;

/**
 * How PyTorch prints the elements of one tensor: all in one form, right-aligned to the width of the widest that counts
 * (for floating numbers only those that are finite and not zero).
 */
final class ElementFormat {
    private static final int PRECISION = 4;
    private static final double MAX_RATIO = 1000;
    private static final double MAX_FIXED = 1e8;
    private static final double MIN_FIXED = 1e-4;

    /** The forms of a number. */
    private enum Form {
        DISCRETE,
        /** Every finite number is whole: no digits after the point, e.g. {@code 5.} */
        WHOLE,
        FIXED,
        SCIENTIFIC
    }

    private final DType dtype;
    private final TextElements elements;
    private final Form form;
    private int width = 1;

    /** Chooses form and width for the elements that are printed. */
    ElementFormat(DType dtype, TextElements elements, TextExcerpt excerpt) {
        this.dtype = dtype;
        this.elements = elements;
        this.form = dtype.isFloatingPoint() ? chooseForm(excerpt) : Form.DISCRETE;
        excerpt.forEach(this::widen);
    }

    private Form chooseForm(TextExcerpt excerpt) {
        double[] range = {Double.POSITIVE_INFINITY, 0};
        boolean[] whole = {true};
        excerpt.forEach(index -> {
            double value = elements.real(index);
            if (counts(value)) {
                range[0] = Math.min(range[0], Math.abs(value));
                range[1] = Math.max(range[1], Math.abs(value));
                whole[0] &= value == Math.ceil(value);
            }
        });
        boolean scientific = range[1] / range[0] > MAX_RATIO || range[1] > MAX_FIXED || range[0] < MIN_FIXED;
        if (scientific) {
            return Form.SCIENTIFIC;
        }
        return whole[0] ? Form.WHOLE : Form.FIXED;
    }

    private static boolean counts(double value) {
        return value != 0 && Double.isFinite(value);
    }

    private void widen(long index) {
        if (form == Form.DISCRETE || counts(elements.real(index))) {
            width = Math.max(width, plain(index).length());
        }
    }

    /** {@return the common width in characters; a number that does not count may be wider} */
    int width() {
        return width;
    }

    /** {@return the text of an element, right-aligned} */
    String text(long index) {
        String text = plain(index);
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    private String plain(long index) {
        return switch (form) {
            case DISCRETE -> elements.discrete(dtype, index);
            case WHOLE -> whole(elements.real(index));
            case FIXED -> DecimalText.fixed(elements.real(index), PRECISION);
            case SCIENTIFIC -> DecimalText.scientific(elements.real(index), PRECISION);
        };
    }

    private static String whole(double value) {
        return DecimalText.fixed(value, 0) + (Double.isFinite(value) ? "." : "");
    }
}
