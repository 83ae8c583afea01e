package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** {@link Tensor#pairwiseDistance} as a module. */
public final class PairwiseDistance extends Module {
    private final double p;
    private final double eps;
    private final boolean keepdim;

    /** The Euclidean distance, 1e-6 added to each difference. */
    public PairwiseDistance() {
        this(2, 1e-6, false);
    }

    /** The p-norm of the difference plus {@code eps}; the last dim stays with size 1 if {@code keepdim}. */
    public PairwiseDistance(double p, double eps, boolean keepdim) {
        this.p = p;
        this.eps = eps;
        this.keepdim = keepdim;
    }

    /** {@return the distances of vectors along the last dim, which broadcast} */
    public Tensor forward(Tensor x1, Tensor x2) {
        return x1.pairwiseDistance(x2, p, eps, keepdim);
    }
}
