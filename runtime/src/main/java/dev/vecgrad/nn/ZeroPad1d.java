package dev.vecgrad.nn;

/** Tensors of at least one dim with margins of zeros along the last dim. */
public final class ZeroPad1d extends PadLayer {
    /** Margins of these widths: one for all sides, or before and after; negative ones cut off. */
    public ZeroPad1d(long... padding) {
        super(1, 0, padding);
    }
}
