package dev.vecgrad.simd;

import java.util.Locale;

/** Which loops kernels run: {@code -Dvecgrad.kernels=scalars|tiles|generated|auto}. */
enum Tier {
    /** The shared loops, over scalars: for a process that ends before vectors are fast. */
    SCALARS,
    /** The shared loops of single operations. */
    TILES,
    /** Loops of the kernel's own from the first launch on. */
    GENERATED,
    /** Shared loops first, then the kernel's own. */
    AUTO;

    /** What the property asks for. */
    static final Tier CHOSEN = parse(System.getProperty("vecgrad.kernels", "auto"));

    /** {@return whether loops run over vectors from their first call on} */
    boolean startsWithVectors() {
        return this == TILES || this == GENERATED;
    }

    private static Tier parse(String text) {
        for (Tier tier : values()) {
            if (tier.name().toLowerCase(Locale.ROOT).equals(text)) {
                return tier;
            }
        }
        throw new IllegalArgumentException("vecgrad.kernels: must be scalars, tiles, generated or auto, not " + text);
    }
}
