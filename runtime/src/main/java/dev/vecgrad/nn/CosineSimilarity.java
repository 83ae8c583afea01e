package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** {@link Tensor#cosineSimilarity} as a module. */
public final class CosineSimilarity extends Module {
    private final int dim;
    private final double eps;

    /** Along dim 1, with eps 1e-8. */
    public CosineSimilarity() {
        this(1, 1e-8);
    }

    /** Along {@code dim}; norms below {@code eps} count as {@code eps}. */
    public CosineSimilarity(int dim, double eps) {
        this.dim = dim;
        this.eps = eps;
    }

    /** {@return the cosine of the angle between vectors, which broadcast} */
    public Tensor forward(Tensor x1, Tensor x2) {
        return x1.cosineSimilarity(x2, dim, eps);
    }
}
