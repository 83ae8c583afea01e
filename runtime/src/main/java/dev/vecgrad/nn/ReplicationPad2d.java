package dev.vecgrad.nn;

import dev.vecgrad.ops.PadMode;

/** Images {@code [n, c, h, w]}, or without n, with margins of the border's elements. */
public final class ReplicationPad2d extends PadLayer {
    /** Margins of these widths: one for all sides, or left, right, top and bottom; negative ones cut off. */
    public ReplicationPad2d(long... padding) {
        super(2, PadMode.REPLICATE, padding);
    }
}
