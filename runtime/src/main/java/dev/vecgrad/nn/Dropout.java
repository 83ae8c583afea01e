package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/**
 * In training, zero with probability p and else x / (1 - p); otherwise x. Hinton et al. 2012, arXiv:1207.0580.
 *
 * <p>Draws from the global generator.
 */
public final class Dropout extends DropoutLayer {
    /** The layer with p 0.5. */
    public Dropout() {
        this(0.5);
    }

    /**
     * The layer with probability {@code p}.
     *
     * @throws dev.vecgrad.type.VecgradException unless {@code 0 <= p <= 1}
     */
    public Dropout(double p) {
        super(p);
    }

    @Override
    public Tensor forward(Tensor input) {
        return Dropouts.dropout(input, p(), isTraining());
    }
}
