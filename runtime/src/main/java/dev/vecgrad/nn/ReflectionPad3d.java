package dev.vecgrad.nn;

import dev.vecgrad.ops.PadMode;

/** Images {@code [n, c, d, h, w]}, or without n, with margins of the elements next to the border, mirrored at the border's. */
public final class ReflectionPad3d extends PadLayer {
    /** Margins of these widths: one for all sides, or left, right, top, bottom, front and back; negative ones cut off. */
    public ReflectionPad3d(long... padding) {
        super(3, PadMode.REFLECT, padding);
    }
}
