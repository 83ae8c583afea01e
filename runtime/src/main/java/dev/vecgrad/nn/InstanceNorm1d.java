package dev.vecgrad.nn;

/**
 * Channels of each sample of {@code [samples, channels, length]}, or {@code [channels, length]} of one sample,
 * with mean 0 and variance 1, times a weight, plus a bias. Ulyanov et al. 2016, arXiv:1607.08022.
 */
public final class InstanceNorm1d extends InstanceNorm {
    /** The layer without parameters and running statistics. */
    public InstanceNorm1d(long numFeatures) {
        this(numFeatures, options());
    }

    /** The layer with choices. */
    public InstanceNorm1d(long numFeatures, BatchNormOptions options) {
        super(numFeatures, options, 2, 3);
    }

    /** {@return eps 1e-5, momentum 0.1, without parameters and running statistics, float32} */
    public static BatchNormOptions options() {
        return DEFAULTS;
    }
}
