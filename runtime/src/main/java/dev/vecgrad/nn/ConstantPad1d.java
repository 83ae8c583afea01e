package dev.vecgrad.nn;

/** Tensors of at least one dim with margins of one number along the last dim. */
public final class ConstantPad1d extends PadLayer {
    /** Margins of the same width on all sides. */
    public ConstantPad1d(long padding, double value) {
        this(new long[] {padding}, value);
    }

    /** Margins of these widths: one for all sides, or before and after; negative ones cut off. */
    public ConstantPad1d(long[] padding, double value) {
        super(1, value, padding);
    }

    @Override
    protected String extraText() {
        return textWithValue();
    }
}
