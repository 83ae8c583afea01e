package dev.vecgrad.nn;

/** Tensors of at least two dims with margins of zeros along the last two dims. */
public final class ZeroPad2d extends PadLayer {
    /** Margins of these widths: one for all sides, or left, right, top and bottom; negative ones cut off. */
    public ZeroPad2d(long... padding) {
        super(2, 0, padding);
    }
}
