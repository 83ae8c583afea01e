package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.ShapeException;

/** {@link Softmax} over the channels at each place of an image, {@code [n, channels, height, width]} or {@code [channels, height, width]}. */
public final class Softmax2d extends Layer {
    /** The layer. */
    public Softmax2d() {}

    @Override
    public Tensor forward(Tensor input) {
        if (input.dim() != 3 && input.dim() != 4) {
            throw new ShapeException("Softmax2d: expected input to be 3D or 4D, got " + input.dim()
                    + "D instead: shape " + input.shape());
        }
        return input.softmax(-3);
    }
}
