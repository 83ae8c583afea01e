package dev.vecgrad.nn;

/** Tensors of at least two dims with margins of one number along the last two dims. */
public final class ConstantPad2d extends PadLayer {
    /** Margins of the same width on all sides. */
    public ConstantPad2d(long padding, double value) {
        this(new long[] {padding}, value);
    }

    /** Margins of these widths: one for all sides, or left, right, top and bottom; negative ones cut off. */
    public ConstantPad2d(long[] padding, double value) {
        super(2, value, padding);
    }

    @Override
    protected String extraText() {
        return textWithValue();
    }
}
