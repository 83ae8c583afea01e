package dev.vecgrad.ops;

/**
 * Picking elements by index tensors.
 *
 * @param <T> what the methods return: a tensor for users, a {@link Var} for gradient rules
 */
public interface IndexingMethods<T extends Operand<T>> extends Operand<T> {
    /** {@return for each index along dim the element there; the result has the index's shape} */
    default T gather(int dim, T index) {
        return wrap(Indexing.gather(value(), dim, index.value()));
    }

    /** {@return this with source's elements added where index points along dim} */
    default T scatterAdd(int dim, T index, T source) {
        return wrap(Indexing.scatterAdd(value(), dim, index.value(), source.value()));
    }

    /** {@return the slices of dim that a vector of indices names} */
    default T indexSelect(int dim, T index) {
        return wrap(Indexing.indexSelect(value(), dim, index.value()));
    }

    /** {@return this with source's slices added to those of dim that a vector of indices names} */
    default T indexAdd(int dim, T index, T source) {
        return wrap(Indexing.indexAdd(value(), dim, index.value(), source.value()));
    }
}
