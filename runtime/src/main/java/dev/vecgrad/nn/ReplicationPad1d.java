package dev.vecgrad.nn;

import dev.vecgrad.ops.PadMode;

/** Images {@code [n, c, l]}, or without n, with margins of the border's elements. */
public final class ReplicationPad1d extends PadLayer {
    /** Margins of these widths: one for all sides, or before and after; negative ones cut off. */
    public ReplicationPad1d(long... padding) {
        super(1, PadMode.REPLICATE, padding);
    }
}
