package dev.vecgrad.ops;

/**
 * Matrix products.
 *
 * @param <T> what the methods return: a tensor for users, a {@link Var} for gradient rules
 */
public interface ProductMethods<T extends Operand<T>> extends Operand<T> {
    /**
     * {@return the matrix product over the last two dims; leading dims broadcast, vectors as in PyTorch}
     *
     * <p>Shapes: {@code [..., m, k]} and {@code [..., k, n]} give {@code [..., m, n]}. One floating dtype, in which it sums.
     * Gradient: {@code da = g b^T}, {@code db = a^T g}. Cost: {@code 2mnk} flops. Source: {@code torch.matmul}.
     */
    default T matmul(T other) {
        return wrap(Products.matmul(value(), other.value()));
    }

    /** {@return this + a b for matrices a and b; this broadcasts to the product} */
    default T addmm(T a, T b) {
        return wrap(Products.addmm(value(), a.value(), b.value()));
    }

    /** {@return beta this + alpha a b for matrices a and b; with beta 0 this is not looked at} */
    default T addmm(T a, T b, double beta, double alpha) {
        return wrap(Products.addmm(value(), a.value(), b.value(), beta, alpha));
    }

    /** {@return the product of two matrices} */
    default T mm(T other) {
        return wrap(ProductForms.mm(value(), other.value()));
    }

    /** {@return the products of two batches of matrices, {@code [b, m, k]} and {@code [b, k, n]}} */
    default T bmm(T other) {
        return wrap(ProductForms.bmm(value(), other.value()));
    }

    /** {@return this matrix times a vector} */
    default T mv(T vector) {
        return wrap(ProductForms.mv(value(), vector.value()));
    }

    /** {@return the sum of the products of two vectors' elements} */
    default T dot(T other) {
        return wrap(ProductForms.dot(value(), other.value()));
    }

    /** {@return the same as {@link #dot}: elements are real} */
    default T vdot(T other) {
        return wrap(ProductForms.vdot(value(), other.value()));
    }

    /** {@return the sums of products along the last dims of both} */
    default T inner(T other) {
        return wrap(ProductForms.inner(value(), other.value()));
    }

    /** {@return the products of each element of this vector with each of another} */
    default T outer(T other) {
        return wrap(ProductForms.outer(value(), other.value()));
    }

    /** {@return this + a v for a matrix and a vector} */
    default T addmv(T matrix, T vector) {
        return addmv(matrix, vector, 1, 1);
    }

    /** {@return beta this + alpha a v for a matrix and a vector} */
    default T addmv(T matrix, T vector, double beta, double alpha) {
        return wrap(ProductForms.addmv(value(), matrix.value(), vector.value(), beta, alpha));
    }

    /** {@return this + the products of each element of a vector with each of another} */
    default T addr(T a, T b) {
        return addr(a, b, 1, 1);
    }

    /** {@return beta this + alpha times the products of each element of a vector with each of another} */
    default T addr(T a, T b, double beta, double alpha) {
        return wrap(ProductForms.addr(value(), a.value(), b.value(), beta, alpha));
    }

    /** {@return this + the sum of the products of two batches of matrices} */
    default T addbmm(T a, T b) {
        return addbmm(a, b, 1, 1);
    }

    /** {@return beta this + alpha times the sum of the products of two batches of matrices} */
    default T addbmm(T a, T b, double beta, double alpha) {
        return wrap(ProductForms.addbmm(value(), a.value(), b.value(), beta, alpha));
    }

    /** {@return this + the products of two batches of matrices} */
    default T baddbmm(T a, T b) {
        return baddbmm(a, b, 1, 1);
    }

    /** {@return beta this + alpha times the products of two batches of matrices} */
    default T baddbmm(T a, T b, double beta, double alpha) {
        return wrap(ProductForms.baddbmm(value(), a.value(), b.value(), beta, alpha));
    }

    /** {@return the sums of products along the last dims of this and the first ones of other} */
    default T tensordot(T other, int dims) {
        return wrap(Contractions.tensordot(value(), other.value(), dims));
    }

    /** {@return the sums of products along pairs of dims, of this and of other; the other dims of this, then those of other, stay} */
    default T tensordot(T other, int[] dims, int[] otherDims) {
        return wrap(Contractions.tensordot(value(), other.value(), dims, otherDims));
    }

    /** {@return a block for each element of this: that element times other} */
    default T kron(T other) {
        return wrap(Contractions.kron(value(), other.value()));
    }

    /** {@return the square matrices of the last two dims multiplied by themselves, n in all} */
    default T matrixPower(long n) {
        return wrap(Contractions.matrixPower(value(), n));
    }
}
