package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/**
 * {@link Dropouts#alphaDropout} in training: keeps mean and variance of what a self-normalising ELU makes.
 *
 * <p>Draws from the global generator.
 */
public final class AlphaDropout extends DropoutLayer {
    /** The layer with p 0.5. */
    public AlphaDropout() {
        this(0.5);
    }

    /**
     * The layer with probability {@code p}.
     *
     * @throws dev.vecgrad.type.VecgradException unless {@code 0 <= p <= 1}
     */
    public AlphaDropout(double p) {
        super(p);
    }

    @Override
    public Tensor forward(Tensor input) {
        return Dropouts.alphaDropout(input, p(), isTraining());
    }
}
