package dev.vecgrad.ops;

/**
 * Methods along dims that need more than one pass or accumulator: softmax, variance, extrema and truth. Without dims all are
 * taken.
 *
 * @param <T> what the methods return: a tensor for users, a {@link Var} for gradient rules
 */
public interface RowMethods<T extends Operand<T>> extends Operand<T> {
    /**
     * Extreme elements of rows with their places.
     *
     * @param values the elements
     * @param indices where along the dim they are, int64
     * @param <T> the type of both
     */
    record Places<T>(T values, T indices) {}

    /**
     * The least and the greatest element.
     *
     * @param min the least
     * @param max the greatest
     * @param <T> the type of both
     */
    record Both<T>(T min, T max) {}

    /**
     * How far elements spread, and their mean.
     *
     * @param spread the variance or standard deviation
     * @param mean the mean
     * @param <T> the type of both
     */
    record WithMean<T>(T spread, T mean) {}

    private WithMean<T> withMean(Statistics.WithMean found) {
        return new WithMean<>(wrap(found.spread()), wrap(found.mean()));
    }

    /** {@return exp(x) divided by its sum along a dim} */
    default T softmax(int dim) {
        return wrap(Softmax.softmax(value(), dim));
    }

    /** {@return the logarithm of softmax along a dim, computed without overflow} */
    default T logSoftmax(int dim) {
        return wrap(Softmax.logSoftmax(value(), dim));
    }

    /** {@return log(sum(exp(x))) over dims} */
    default T logsumexp(int... dims) {
        return wrap(Softmax.logsumexp(value(), false, dims));
    }

    /** {@return log(sum(exp(x))) over a dim, which stays with size 1 if keepdim} */
    default T logsumexp(int dim, boolean keepdim) {
        return wrap(Softmax.logsumexp(value(), keepdim, dim));
    }

    /** {@return log(sum(exp(x))) over dims, which stay with size 1 if keepdim} */
    default T logsumexp(int[] dims, boolean keepdim) {
        return wrap(Softmax.logsumexp(value(), keepdim, dims));
    }

    /** {@return the variance of a sample over dims: the squared distances from the mean, divided by n - 1} */
    default T var(int... dims) {
        return wrap(Statistics.var(value(), 1, false, dims));
    }

    /** {@return the variance of a sample over a dim, which stays with size 1 if keepdim} */
    default T var(int dim, boolean keepdim) {
        return wrap(Statistics.var(value(), 1, keepdim, dim));
    }

    /** {@return the variance of a sample over dims, which stay with size 1 if keepdim} */
    default T var(int[] dims, boolean keepdim) {
        return wrap(Statistics.var(value(), 1, keepdim, dims));
    }

    /** {@return the variance over dims, divided by n - correction; dims stay with size 1 if keepdim} */
    default T var(int[] dims, double correction, boolean keepdim) {
        return wrap(Statistics.var(value(), correction, keepdim, dims));
    }

    /** {@return the square root of {@link #var(int...)}} */
    default T std(int... dims) {
        return wrap(Statistics.std(value(), 1, false, dims));
    }

    /** {@return the square root of the variance of a sample over a dim, which stays with size 1 if keepdim} */
    default T std(int dim, boolean keepdim) {
        return wrap(Statistics.std(value(), 1, keepdim, dim));
    }

    /** {@return the square root of the variance of a sample over dims, which stay with size 1 if keepdim} */
    default T std(int[] dims, boolean keepdim) {
        return wrap(Statistics.std(value(), 1, keepdim, dims));
    }

    /** {@return the square root of {@link #var(int[], double, boolean)}} */
    default T std(int[] dims, double correction, boolean keepdim) {
        return wrap(Statistics.std(value(), correction, keepdim, dims));
    }

    /** {@return the variance of a sample over dims and the mean, computed together} */
    default WithMean<T> varMean(int... dims) {
        return withMean(Statistics.varMean(value(), 1, false, dims));
    }

    /** {@return the variance over dims, divided by n - correction, and the mean; dims stay with size 1 if keepdim} */
    default WithMean<T> varMean(int[] dims, double correction, boolean keepdim) {
        return withMean(Statistics.varMean(value(), correction, keepdim, dims));
    }

    /** {@return the standard deviation of a sample over dims and the mean, computed together} */
    default WithMean<T> stdMean(int... dims) {
        return withMean(Statistics.stdMean(value(), 1, false, dims));
    }

    /** {@return the standard deviation over dims, with n - correction, and the mean; dims stay with size 1 if keepdim} */
    default WithMean<T> stdMean(int[] dims, double correction, boolean keepdim) {
        return withMean(Statistics.stdMean(value(), correction, keepdim, dims));
    }

    /** {@return the least and the greatest of all elements; equals share the gradient} */
    default Both<T> aminmax() {
        Extrema.Both found = Extrema.aminmax(value(), false);
        return new Both<>(wrap(found.min()), wrap(found.max()));
    }

    /** {@return the same along a dim, which stays with size 1 if keepdim} */
    default Both<T> aminmax(int dim, boolean keepdim) {
        Extrema.Both found = Extrema.aminmax(value(), keepdim, dim);
        return new Both<>(wrap(found.min()), wrap(found.max()));
    }

    /** {@return the greatest elements over dims; equals share the gradient} */
    default T amax(int... dims) {
        return wrap(Extrema.amax(value(), false, dims));
    }

    /** {@return the greatest elements over a dim, which stays with size 1 if keepdim} */
    default T amax(int dim, boolean keepdim) {
        return wrap(Extrema.amax(value(), keepdim, dim));
    }

    /** {@return the greatest elements over dims, which stay with size 1 if keepdim} */
    default T amax(int[] dims, boolean keepdim) {
        return wrap(Extrema.amax(value(), keepdim, dims));
    }

    /** {@return the least elements over dims; equals share the gradient} */
    default T amin(int... dims) {
        return wrap(Extrema.amin(value(), false, dims));
    }

    /** {@return the least elements over a dim, which stays with size 1 if keepdim} */
    default T amin(int dim, boolean keepdim) {
        return wrap(Extrema.amin(value(), keepdim, dim));
    }

    /** {@return the least elements over dims, which stay with size 1 if keepdim} */
    default T amin(int[] dims, boolean keepdim) {
        return wrap(Extrema.amin(value(), keepdim, dims));
    }

    /** {@return the greatest of all elements} */
    default T max() {
        return wrap(Extrema.max(value()));
    }

    /** {@return the greatest elements along a dim and where they are; of equals one, which alone gets the gradient} */
    default Places<T> max(int dim) {
        return max(dim, false);
    }

    /** {@return the same; the dim stays with size 1 if keepdim} */
    default Places<T> max(int dim, boolean keepdim) {
        Extrema.Extremum found = Extrema.max(value(), dim, keepdim);
        return new Places<>(wrap(found.values()), wrap(found.indices()));
    }

    /** {@return the least of all elements} */
    default T min() {
        return wrap(Extrema.min(value()));
    }

    /** {@return the least elements along a dim and where they are; of equals one, which alone gets the gradient} */
    default Places<T> min(int dim) {
        return min(dim, false);
    }

    /** {@return the same; the dim stays with size 1 if keepdim} */
    default Places<T> min(int dim, boolean keepdim) {
        Extrema.Extremum found = Extrema.min(value(), dim, keepdim);
        return new Places<>(wrap(found.values()), wrap(found.indices()));
    }

    /** {@return where the greatest of all elements is, counted in row-major order; int64} */
    default T argmax() {
        return wrap(Extrema.argmax(value()));
    }

    /** {@return where along a dim the greatest elements are; int64} */
    default T argmax(int dim) {
        return argmax(dim, false);
    }

    /** {@return the same; the dim stays with size 1 if keepdim} */
    default T argmax(int dim, boolean keepdim) {
        return wrap(Extrema.argmax(value(), dim, keepdim));
    }

    /** {@return where the least of all elements is, counted in row-major order; int64} */
    default T argmin() {
        return wrap(Extrema.argmin(value()));
    }

    /** {@return where along a dim the least elements are; int64} */
    default T argmin(int dim) {
        return argmin(dim, false);
    }

    /** {@return the same; the dim stays with size 1 if keepdim} */
    default T argmin(int dim, boolean keepdim) {
        return wrap(Extrema.argmin(value(), dim, keepdim));
    }

    /** {@return whether no element over dims is zero; bool} */
    default T all(int... dims) {
        return wrap(Extrema.all(value(), false, dims));
    }

    /** {@return whether no element is zero over a dim, which stays with size 1 if keepdim} */
    default T all(int dim, boolean keepdim) {
        return wrap(Extrema.all(value(), keepdim, dim));
    }

    /** {@return whether no element is zero over dims, which stay with size 1 if keepdim} */
    default T all(int[] dims, boolean keepdim) {
        return wrap(Extrema.all(value(), keepdim, dims));
    }

    /** {@return whether an element over dims is not zero; bool} */
    default T any(int... dims) {
        return wrap(Extrema.any(value(), false, dims));
    }

    /** {@return whether an element is not zero over a dim, which stays with size 1 if keepdim} */
    default T any(int dim, boolean keepdim) {
        return wrap(Extrema.any(value(), keepdim, dim));
    }

    /** {@return whether an element is not zero over dims, which stay with size 1 if keepdim} */
    default T any(int[] dims, boolean keepdim) {
        return wrap(Extrema.any(value(), keepdim, dims));
    }
}
