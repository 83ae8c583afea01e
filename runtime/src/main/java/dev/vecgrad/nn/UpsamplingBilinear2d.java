package dev.vecgrad.nn;

import dev.vecgrad.ops.ResizeMode;

/** Images {@code [n, c, h, w]} of another size, made bilinearly with corners on corners; an old name of {@link Upsample}. */
public final class UpsamplingBilinear2d extends Upsample {
    /** Images of the size that the options say, whose mode is not read. */
    public UpsamplingBilinear2d(ResizeOptions options) {
        super(options.mode(ResizeMode.BILINEAR).alignCorners(true));
    }
}
