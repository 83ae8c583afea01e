package dev.vecgrad.cli.data;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What the text of a cell is as a number: digits with an optional sign, point and exponent. */
sealed interface CsvNumber {
    /** A finite number. */
    record Finite(double value) implements CsvNumber {}

    /** A way to write NaN or infinity, or a number beyond float64. */
    record NotFinite() implements CsvNumber {}

    /** No number. */
    record Text() implements CsvNumber {}

    /** {@return what the text is} */
    static CsvNumber parse(String text) {
        if (Format.NOT_FINITE.contains(unsigned(text).toLowerCase(Locale.ROOT))) {
            return new NotFinite();
        }
        if (!Format.DECIMAL.matcher(text).matches()) {
            return new Text();
        }
        double value = Double.parseDouble(text);
        return Double.isFinite(value) ? new Finite(value) : new NotFinite();
    }

    private static String unsigned(String text) {
        return text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
    }

    /** How numbers are written. */
    final class Format {
        static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
        static final Set<String> NOT_FINITE = Set.of("nan", "inf", "infinity");

        private Format() {}
    }
}
