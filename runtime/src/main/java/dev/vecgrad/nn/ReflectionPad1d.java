package dev.vecgrad.nn;

import dev.vecgrad.ops.PadMode;

/** Images {@code [n, c, l]}, or without n, with margins of the elements next to the border, mirrored at the border's. */
public final class ReflectionPad1d extends PadLayer {
    /** Margins of these widths: one for all sides, or before and after; negative ones cut off. */
    public ReflectionPad1d(long... padding) {
        super(1, PadMode.REFLECT, padding);
    }
}
