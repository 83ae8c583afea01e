package dev.vecgrad.ops;

/**
 * Methods that reduce dims. Without dims all are reduced.
 *
 * @param <T> what the methods return: a tensor for users, a {@link Var} for gradient rules
 */
public interface ReductionMethods<T extends Operand<T>> extends Operand<T> {
    /** {@return the sum of all elements} */
    default T sum() {
        return wrap(Reductions.sum(value(), false));
    }

    /** {@return the sum over dims} */
    default T sum(int... dims) {
        return wrap(Reductions.sum(value(), false, dims));
    }

    /** {@return the sum over a dim, which stays with size 1 if keepdim} */
    default T sum(int dim, boolean keepdim) {
        return wrap(Reductions.sum(value(), keepdim, dim));
    }

    /** {@return the sum over dims, which stay with size 1 if keepdim} */
    default T sum(int[] dims, boolean keepdim) {
        return wrap(Reductions.sum(value(), keepdim, dims));
    }

    /** {@return the mean of all elements} */
    default T mean() {
        return wrap(Reductions.mean(value(), false));
    }

    /** {@return the mean over dims} */
    default T mean(int... dims) {
        return wrap(Reductions.mean(value(), false, dims));
    }

    /** {@return the mean over a dim, which stays with size 1 if keepdim} */
    default T mean(int dim, boolean keepdim) {
        return wrap(Reductions.mean(value(), keepdim, dim));
    }

    /** {@return the mean over dims, which stay with size 1 if keepdim} */
    default T mean(int[] dims, boolean keepdim) {
        return wrap(Reductions.mean(value(), keepdim, dims));
    }

    /** {@return the sum over dims of the elements that are not NaN} */
    default T nansum(int... dims) {
        return wrap(Reductions.nansum(value(), false, dims));
    }

    /** {@return the same over dims, which stay with size 1 if keepdim} */
    default T nansum(int[] dims, boolean keepdim) {
        return wrap(Reductions.nansum(value(), keepdim, dims));
    }

    /** {@return the mean over dims of the elements that are not NaN} */
    default T nanmean(int... dims) {
        return wrap(Reductions.nanmean(value(), false, dims));
    }

    /** {@return the same over dims, which stay with size 1 if keepdim} */
    default T nanmean(int[] dims, boolean keepdim) {
        return wrap(Reductions.nanmean(value(), keepdim, dims));
    }

    /** {@return how many elements over dims are not zero; int64} */
    default T countNonzero(int... dims) {
        return wrap(Reductions.countNonzero(value(), dims));
    }

    /** {@return the product of all elements} */
    default T prod() {
        return wrap(Reductions.prod(value(), false));
    }

    /** {@return the product over dims} */
    default T prod(int... dims) {
        return wrap(Reductions.prod(value(), false, dims));
    }

    /** {@return the product over a dim, which stays with size 1 if keepdim} */
    default T prod(int dim, boolean keepdim) {
        return wrap(Reductions.prod(value(), keepdim, dim));
    }

    /** {@return the product over dims, which stay with size 1 if keepdim} */
    default T prod(int[] dims, boolean keepdim) {
        return wrap(Reductions.prod(value(), keepdim, dims));
    }
}
