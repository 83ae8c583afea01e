package dev.vecgrad.nn;

/** Tensors of at least three dims with margins of one number along the last three dims. */
public final class ConstantPad3d extends PadLayer {
    /** Margins of the same width on all sides. */
    public ConstantPad3d(long padding, double value) {
        this(new long[] {padding}, value);
    }

    /** Margins of these widths: one for all sides, or left, right, top, bottom, front and back; negative ones cut off. */
    public ConstantPad3d(long[] padding, double value) {
        super(3, value, padding);
    }

    @Override
    protected String extraText() {
        return textWithValue();
    }
}
