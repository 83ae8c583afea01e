package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.ops.Resizing;

/** Images of other sizes, as functions, float32 or float64. */
public final class Interpolations {
    private Interpolations() {}

    /** {@return neither sizes nor factors, nearest elements} */
    public static ResizeOptions options() {
        return ResizeOptions.plain();
    }

    /**
     * {@return images {@code [n, c, ...]} of another size} torch.nn.functional.interpolate without antialias.
     *
     * {@snippet :
     * Tensor images = Tensor.zeros(1, 3, 8, 8);
     * Tensor twice = Interpolations.interpolate(images, Interpolations.options().scaleFactor(2).mode(ResizeMode.BILINEAR));
     * }
     */
    public static Tensor interpolate(Tensor input, ResizeOptions options) {
        return input.wrap(Resizing.interpolate(input.value(), options.form()));
    }
}
