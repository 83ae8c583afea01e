package dev.vecgrad.nn;

import dev.vecgrad.ops.PadMode;

/** Images {@code [n, c, h, w]}, or without n, with margins of the elements next to the border, mirrored at the border's. */
public final class ReflectionPad2d extends PadLayer {
    /** Margins of these widths: one for all sides, or left, right, top and bottom; negative ones cut off. */
    public ReflectionPad2d(long... padding) {
        super(2, PadMode.REFLECT, padding);
    }
}
