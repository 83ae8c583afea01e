package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/**
 * {@link Dropouts#featureAlphaDropout} in training: whole channels of {@code [samples, channels, ...]}.
 *
 * <p>Draws from the global generator.
 */
public final class FeatureAlphaDropout extends DropoutLayer {
    /** The layer with p 0.5. */
    public FeatureAlphaDropout() {
        this(0.5);
    }

    /**
     * The layer with probability {@code p}.
     *
     * @throws dev.vecgrad.type.VecgradException unless {@code 0 <= p <= 1}
     */
    public FeatureAlphaDropout(double p) {
        super(p);
    }

    @Override
    public Tensor forward(Tensor input) {
        return Dropouts.featureAlphaDropout(input, p(), isTraining());
    }
}
