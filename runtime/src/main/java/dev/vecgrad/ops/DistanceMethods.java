package dev.vecgrad.ops;

/**
 * Norms, distances and angles.
 *
 * @param <T> what the methods return: a tensor for users, a {@link Var} for gradient rules
 */
public interface DistanceMethods<T extends Operand<T>> extends Operand<T> {
    /** {@return the 2-norm of all elements} */
    default T norm() {
        return norm(2);
    }

    /** {@return the p-norm over dims, over all if none is named} */
    default T norm(double p, int... dims) {
        return norm(p, dims, false);
    }

    /** {@return the p-norm over dims, over all if none is named} */
    default T norm(double p, int[] dims, boolean keepdim) {
        return wrap(Norms.vectorNorm(value(), p, keepdim, dims));
    }

    /** {@return the p-norm over dims, over all if none is named; as {@link #norm(double, int...)}} */
    default T vectorNorm(double p, int... dims) {
        return norm(p, dims, false);
    }

    /** {@return the p-norm over dims, over all if none is named} */
    default T vectorNorm(double p, int[] dims, boolean keepdim) {
        return norm(p, dims, keepdim);
    }

    /** {@return the Euclidean distance between this and other, which broadcast: the 2-norm of their difference} */
    default T dist(T other) {
        return dist(other, 2);
    }

    /** {@return the p-norm of the difference between this and other, which broadcast} */
    default T dist(T other, double p) {
        return wrap(Distances.dist(value(), other.value(), p));
    }

    /**
     * {@return this with each slice along dim, whose p-norm is above maxnorm, shrunk to that norm} The factor is {@code maxnorm / (norm + 1e-7)}.
     *
     * @throws dev.vecgrad.type.VecgradException if p is not positive or maxnorm is negative
     */
    default T renorm(double p, int dim, double maxnorm) {
        return wrap(Distances.renorm(value(), p, dim, maxnorm));
    }

    /** Writes {@link #renorm} over this tensor; {@return this}. */
    default T renorm_(double p, int dim, double maxnorm) {
        Distances.renormInPlace(value(), p, dim, maxnorm);
        return self();
    }

    /** {@return the Euclidean distances between the rows of this and of other} */
    default T cdist(T other) {
        return cdist(other, 2);
    }

    /** {@return the p-norm distances between the rows of this and of other} */
    default T cdist(T other, double p) {
        return wrap(Norms.cdist(value(), other.value(), p));
    }

    /** {@return the Euclidean distance between the vectors along the last dim, 1e-6 added to each difference} */
    default T pairwiseDistance(T other) {
        return pairwiseDistance(other, 2, 1e-6, false);
    }

    /** {@return the p-norm of this - other + eps along the last dim} */
    default T pairwiseDistance(T other, double p, double eps, boolean keepdim) {
        return wrap(Distances.pairwise(value(), other.value(), p, eps, keepdim));
    }

    /** {@return the cosine of the angle between the vectors along dim} */
    default T cosineSimilarity(T other, int dim) {
        return cosineSimilarity(other, dim, 1e-8);
    }

    /** {@return the cosine of the angle between the vectors along dim; norms below eps count as eps} */
    default T cosineSimilarity(T other, int dim, double eps) {
        return wrap(Distances.cosine(value(), other.value(), dim, eps));
    }

    /** {@return the vectors along dim 1 divided by their 2-norms} */
    default T normalize() {
        return normalize(2, 1);
    }

    /** {@return the vectors along dim divided by their p-norms} */
    default T normalize(double p, int dim) {
        return normalize(p, dim, 1e-12);
    }

    /** {@return the vectors along dim divided by their p-norms, those below eps by eps} */
    default T normalize(double p, int dim, double eps) {
        return wrap(Distances.normalize(value(), p, dim, eps));
    }

    /** {@return the vector products along the last dim, of size 3} */
    default T cross(T other) {
        return cross(other, -1);
    }

    /** {@return the vector products along dim, of size 3} */
    default T cross(T other, int dim) {
        return wrap(Distances.cross(value(), other.value(), dim));
    }
}
