package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Generator;
import dev.vecgrad.ops.Random;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.VecgradException;

/**
 * In training, zero with probability p and else x / (1 - p); otherwise x. Hinton et al. 2012, arXiv:1207.0580.
 *
 * <p>Draws from the global generator.
 */
public final class Dropout extends Layer {
    private final double p;

    /** The layer with p 0.5. */
    public Dropout() {
        this(0.5);
    }

    /**
     * The layer with probability {@code p} of zero.
     *
     * @throws VecgradException unless {@code 0 <= p <= 1}
     */
    public Dropout(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new VecgradException("dropout: dropout probability has to be between 0 and 1, but got " + p);
        }
        this.p = p;
    }

    @Override
    public Tensor forward(Tensor input) {
        if (!isTraining() || p == 0 || input.numel() == 0) {
            return input;
        }
        return input.mul(p == 1 ? input.zerosLike() : noise(input));
    }

    private Tensor noise(Tensor input) {
        DType dtype = input.dtype();
        return input.wrap(Random.coins(input.shape(), dtype, 1 - p, scale(dtype), Generator.global()));
    }

    /* Divided in the input's dtype, as PyTorch does. */
    private double scale(DType dtype) {
        return dtype == DType.FLOAT32 ? 1 / (float) (1 - p) : 1 / (1 - p);
    }

    @Override
    protected String extraText() {
        return "p=" + Texts.number(p) + ", inplace=False";
    }
}
