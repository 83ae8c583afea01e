package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** Images {@code [n, c, ...]} of another size: {@link Interpolations#interpolate} as a layer. */
public sealed class Upsample extends Layer permits UpsamplingNearest2d, UpsamplingBilinear2d {
    private final ResizeOptions options;

    /** Images of the size that the options say. */
    public Upsample(ResizeOptions options) {
        this.options = options;
    }

    /** {@return neither sizes nor factors, nearest elements} */
    public static ResizeOptions options() {
        return ResizeOptions.plain();
    }

    @Override
    public final Tensor forward(Tensor input) {
        return Interpolations.interpolate(input, options);
    }

    @Override
    protected final String extraText() {
        return options.text();
    }
}
