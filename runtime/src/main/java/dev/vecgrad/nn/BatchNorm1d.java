package dev.vecgrad.nn;

/**
 * Channels of {@code [samples, channels]} or {@code [samples, channels, length]} with mean 0 and variance 1 over a batch, times a weight, plus a
 * bias. Ioffe and Szegedy 2015, arXiv:1502.03167.
 *
 * <p>In training mean and variance are the batch's, and the running ones, buffers, move towards them; otherwise they are the running ones, or the
 * batch's if none are kept.
 */
public final class BatchNorm1d extends BatchNorm {
    /** The layer with weight, bias and running statistics, in float32. */
    public BatchNorm1d(long numFeatures) {
        this(numFeatures, options());
    }

    /** The layer with choices. */
    public BatchNorm1d(long numFeatures, BatchNormOptions options) {
        super(numFeatures, options, 2, 3);
    }

    /** {@return eps 1e-5, momentum 0.1, with weight, bias and running statistics, float32} */
    public static BatchNormOptions options() {
        return DEFAULTS;
    }
}
