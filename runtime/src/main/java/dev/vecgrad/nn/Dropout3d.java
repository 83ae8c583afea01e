package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/**
 * {@link Dropouts#dropout3d} in training: whole channels of {@code [samples, channels, depth, height, width]}.
 *
 * <p>Draws from the global generator.
 */
public final class Dropout3d extends DropoutLayer {
    /** The layer with p 0.5. */
    public Dropout3d() {
        this(0.5);
    }

    /**
     * The layer with probability {@code p}.
     *
     * @throws dev.vecgrad.type.VecgradException unless {@code 0 <= p <= 1}
     */
    public Dropout3d(double p) {
        super(p);
    }

    @Override
    public Tensor forward(Tensor input) {
        return Dropouts.dropout3d(input, p(), isTraining());
    }
}
