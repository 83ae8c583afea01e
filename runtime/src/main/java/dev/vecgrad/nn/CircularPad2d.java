package dev.vecgrad.nn;

import dev.vecgrad.ops.PadMode;

/** Images {@code [n, c, h, w]}, or without n, with margins of the elements at the other end. */
public final class CircularPad2d extends PadLayer {
    /** Margins of these widths: one for all sides, or left, right, top and bottom; negative ones cut off. */
    public CircularPad2d(long... padding) {
        super(2, PadMode.CIRCULAR, padding);
    }
}
