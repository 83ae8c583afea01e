package dev.vecgrad.tests.accuracy;

import java.util.Locale;

/**
 * The worst error met, in units of the last place, and where.
 *
 * @param ulps the error
 * @param at the argument or arguments
 * @param found what was computed there
 * @param truth what is true there
 */
record Worst(double ulps, String at, double found, double truth) {
    static final Worst NONE = new Worst(-1, "", 0, 0);

    Worst or(Worst other) {
        return other.ulps > ulps ? other : this;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f ulp at %s: %s, truly %s", ulps, at, found, truth);
    }
}
