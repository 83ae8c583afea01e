package dev.vecgrad.nn;

import dev.vecgrad.ops.ResizeMode;

/** Images {@code [n, c, h, w]} of another size, made of nearest elements; an old name of {@link Upsample}. */
public final class UpsamplingNearest2d extends Upsample {
    /** Images of the size that the options say, whose mode is not read. */
    public UpsamplingNearest2d(ResizeOptions options) {
        super(options.mode(ResizeMode.NEAREST));
    }
}
