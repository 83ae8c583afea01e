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
}
