package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** {@link Norms#localResponseNorm}: each channel divided by a power of the mean square of its neighbours. Krizhevsky et al. 2012. */
public final class LocalResponseNorm extends Layer {
    private final long size;
    private final double alpha;
    private final double beta;
    private final double k;

    /** The layer over {@code size} channels with alpha 1e-4, beta 0.75 and k 1. */
    public LocalResponseNorm(long size) {
        this(size, 1e-4, 0.75, 1);
    }

    /** The layer with choices. */
    public LocalResponseNorm(long size, double alpha, double beta, double k) {
        this.size = size;
        this.alpha = alpha;
        this.beta = beta;
        this.k = k;
    }

    @Override
    public Tensor forward(Tensor input) {
        return Norms.localResponseNorm(input, size, alpha, beta, k);
    }

    @Override
    protected String extraText() {
        return size + ", alpha=" + Texts.number(alpha) + ", beta=" + Texts.number(beta) + ", k=" + Texts.number(k);
    }
}
