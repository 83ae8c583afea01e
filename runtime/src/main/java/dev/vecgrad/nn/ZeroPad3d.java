package dev.vecgrad.nn;

/** Tensors of at least three dims with margins of zeros along the last three dims. */
public final class ZeroPad3d extends PadLayer {
    /** Margins of these widths: one for all sides, or left, right, top, bottom, front and back; negative ones cut off. */
    public ZeroPad3d(long... padding) {
        super(3, 0, padding);
    }
}
