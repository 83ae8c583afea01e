package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.ShapeException;
import org.jspecify.annotations.Nullable;

/**
 * Groups of channels of each sample of {@code [samples, channels, ...]} with mean 0 and variance 1, times a weight, plus a bias. Wu and He 2018,
 * arXiv:1803.08494.
 */
public final class GroupNorm extends Layer {
    private final long numGroups;
    private final long numChannels;
    private final LayerNormOptions options;
    private final @Nullable Parameter weight;
    private final @Nullable Parameter bias;

    /** The layer with a weight and a bias for each channel, in float32. */
    public GroupNorm(long numGroups, long numChannels) {
        this(numGroups, numChannels, options());
    }

    /**
     * The layer with choices.
     *
     * @throws ShapeException if the groups do not divide the channels
     */
    public GroupNorm(long numGroups, long numChannels, LayerNormOptions options) {
        if (numGroups <= 0 || numChannels % numGroups != 0) {
            throw new ShapeException("GroupNorm: num_channels (" + numChannels + ") must be divisible by num_groups ("
                    + numGroups + ")");
        }
        this.numGroups = numGroups;
        this.numChannels = numChannels;
        this.options = options;
        this.weight = options.affine() ? register("weight", Parameter.empty(options.dtype(), numChannels)) : null;
        this.bias = options.affine() && options.bias()
                ? register("bias", Parameter.empty(options.dtype(), numChannels))
                : null;
        resetParameters();
    }

    /** {@return eps 1e-5, with weight and bias, float32} */
    public static LayerNormOptions options() {
        return LayerNorm.options();
    }

    /** Sets the weight to ones and the bias to zeros. */
    public void resetParameters() {
        if (weight != null) {
            Init.ones_(weight);
        }
        if (bias != null) {
            Init.zeros_(bias);
        }
    }

    @Override
    public Tensor forward(Tensor input) {
        return Norms.groupNorm(input, numGroups, weight, bias, options.eps());
    }

    /** {@return the factor of each channel, null if there is none} */
    public @Nullable Parameter weight() {
        return weight;
    }

    /** {@return the summand of each channel, null if there is none} */
    public @Nullable Parameter bias() {
        return bias;
    }

    @Override
    protected String extraText() {
        return numGroups + ", " + numChannels + ", eps=" + Texts.number(options.eps()) + ", affine="
                + Texts.truth(options.affine()) + ", bias=" + Texts.truth(bias != null);
    }
}
