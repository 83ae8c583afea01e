package dev.vecgrad.exec;

import org.jspecify.annotations.Nullable;

/**
 * Into how many large panels a product is cut at most: as many as the machine has processors, to the next power of two, and two at least. The
 * property {@code vecgrad.panels} sets it, for the bits of a machine of another size.
 */
final class MostPanels {
    private static final String PROPERTY = "vecgrad.panels";

    private MostPanels() {}

    /** {@return the number for this machine} */
    static int find() {
        return of(System.getProperty(PROPERTY), Runtime.getRuntime().availableProcessors());
    }

    /**
     * {@return a power of two}
     *
     * @param set the property's text, or null
     * @throws IllegalArgumentException if it is no power of two
     */
    static int of(@Nullable String set, int processors) {
        if (set == null) {
            return Integer.highestOneBit(Math.max(2, 2 * processors - 1));
        }
        try {
            int panels = Integer.parseInt(set.strip());
            if (Integer.bitCount(panels) == 1 && panels > 0) {
                return panels;
            }
        } catch (NumberFormatException e) {
            throw wrong(set, e);
        }
        throw wrong(set, null);
    }

    private static IllegalArgumentException wrong(String set, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                PROPERTY + ": a power of two is expected, as a number of panels, but it is '" + set + "'", cause);
    }
}
