package dev.vecgrad.simd;

import java.util.Locale;

/** Which loops kernels run: {@code -Dvecgrad.kernels=tiles|generated|auto}. */
enum Tier {
    /** The shared loops of single operations. */
    TILES,
    /** Loops of the kernel's own from the first launch on. */
    GENERATED,
    /** Shared loops first, then the kernel's own. */
    AUTO;

    /** What the property asks for. */
    static final Tier CHOSEN = parse(System.getProperty("vecgrad.kernels", "auto"));

    private static Tier parse(String text) {
        for (Tier tier : values()) {
            if (tier.name().toLowerCase(Locale.ROOT).equals(text)) {
                return tier;
            }
        }
        throw new IllegalArgumentException("vecgrad.kernels: must be tiles, generated or auto, not " + text);
    }
}
