package dev.vecgrad.nn;

import dev.vecgrad.ops.PadMode;

/** Images {@code [n, c, d, h, w]}, or without n, with margins of the border's elements. */
public final class ReplicationPad3d extends PadLayer {
    /** Margins of these widths: one for all sides, or left, right, top, bottom, front and back; negative ones cut off. */
    public ReplicationPad3d(long... padding) {
        super(3, PadMode.REPLICATE, padding);
    }
}
