package dev.vecgrad.bench;

import java.util.Locale;

/** Numbers as they are shown: three or four digits that count. */
public final class Figures {
    private static final double FIVE_DIGITS = 1000;
    private static final double THREE_DIGITS = 100;
    private static final double TWO_DIGITS = 10;

    private Figures() {}

    /** {@return a positive number without digits that noise makes} */
    public static String of(double value) {
        return String.format(Locale.ROOT, "%." + decimals(value) + "f", value);
    }

    private static int decimals(double value) {
        if (value >= FIVE_DIGITS) {
            return 0;
        }
        return value >= THREE_DIGITS ? 1 : value >= TWO_DIGITS ? 2 : 3;
    }
}
