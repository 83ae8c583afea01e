package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/**
 * {@link Dropouts#dropout1d} in training: whole channels of {@code [samples, channels, length]} or {@code [channels, length]}.
 *
 * <p>Draws from the global generator.
 */
public final class Dropout1d extends DropoutLayer {
    /** The layer with p 0.5. */
    public Dropout1d() {
        this(0.5);
    }

    /**
     * The layer with probability {@code p}.
     *
     * @throws dev.vecgrad.type.VecgradException unless {@code 0 <= p <= 1}
     */
    public Dropout1d(double p) {
        super(p);
    }

    @Override
    public Tensor forward(Tensor input) {
        return Dropouts.dropout1d(input, p(), isTraining());
    }
}
