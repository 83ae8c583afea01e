package dev.vecgrad.ops;

import java.util.List;

/**
 * Methods that look for elements and count them. Their results have no gradients; the number of results may depend on the elements.
 *
 * @param <T> what the methods return: a tensor for users, a {@link Var} for gradient rules
 */
public interface SearchMethods<T extends Operand<T>> extends Operand<T> {
    /**
     * Elements or slices without repetition.
     *
     * @param values the elements or slices
     * @param inverse for each of the tensor's which of {@code values} it is; int64
     * @param counts how often each is there; int64
     * @param <T> the type of all
     */
    record Groups<T>(T values, T inverse, T counts) {}

    /**
     * Counts of elements between edges.
     *
     * @param hist for each bin the number of elements in it, or the sum of their weights
     * @param binEdges where bins begin, and where the last one ends
     * @param <T> the type of both
     */
    record Histogram<T>(T hist, T binEdges) {}

    private Groups<T> groups(Uniques.Groups found) {
        return new Groups<>(wrap(found.values()), wrap(found.inverse()), wrap(found.counts()));
    }

    private Histogram<T> histogram(Counting.Histogram found) {
        return new Histogram<>(wrap(found.hist()), wrap(found.binEdges()));
    }

    /** {@return the places of the elements that are not zero, one a row, in row-major order; int64} */
    default T nonzero() {
        return wrap(Searching.nonzero(value()));
    }

    /** {@return the same as one vector for each dim, as an index takes it} */
    default List<T> nonzeroTuple() {
        return Searching.nonzeroTuple(value()).stream().map(this::wrap).toList();
    }

    /** {@return the places of the elements that are not zero, one a row, in row-major order; int64} */
    default T argwhere() {
        return nonzero();
    }

    /** {@return the elements in ascending order, each once, with inverse and counts} */
    default Groups<T> unique() {
        return groups(Uniques.unique(value()));
    }

    /** {@return the slices of dim in the order of their elements, each once, with inverse and counts} */
    default Groups<T> unique(int dim) {
        return groups(Uniques.unique(value(), dim));
    }

    /** {@return the elements, each once of those in a row that are equal, with inverse and counts} */
    default Groups<T> uniqueConsecutive() {
        return groups(Uniques.uniqueConsecutive(value()));
    }

    /** {@return the slices of dim, each once of those in a row that are equal, with inverse and counts} */
    default Groups<T> uniqueConsecutive(int dim) {
        return groups(Uniques.uniqueConsecutive(value(), dim));
    }

    /** {@return for each value the number of elements less than it in this sorted vector, or row of the last dim; int64} */
    default T searchsorted(T values) {
        return searchsorted(values, false);
    }

    /** {@return the same; equal elements are counted too if right} */
    default T searchsorted(T values, boolean right) {
        return wrap(Searching.searchsorted(value(), values.value(), right, null));
    }

    /** {@return the same for a sequence that the order sorter sorts} */
    default T searchsorted(T values, boolean right, T sorter) {
        return wrap(Searching.searchsorted(value(), values.value(), right, sorter.value()));
    }

    /** {@return for each element the number of boundaries, a sorted vector, less than it; int64} */
    default T bucketize(T boundaries) {
        return bucketize(boundaries, false);
    }

    /** {@return the same; equal boundaries are counted too if right} */
    default T bucketize(T boundaries, boolean right) {
        return wrap(Searching.bucketize(value(), boundaries.value(), right));
    }

    /** {@return for each element whether it is among those of testElements; bool} */
    default T isin(T testElements) {
        return isin(testElements, false);
    }

    /** {@return the same, or the opposite if invert} */
    default T isin(T testElements, boolean invert) {
        return wrap(Searching.isin(value(), testElements.value(), invert));
    }

    /** {@return how often each whole number from 0 on is in this vector; int64} */
    default T bincount() {
        return bincount(0);
    }

    /** {@return the same with at least minlength numbers} */
    default T bincount(long minlength) {
        return wrap(Counting.bincount(value(), null, minlength));
    }

    /** {@return for each whole number from 0 on the sum of the weights where it is} */
    default T bincount(T weights, long minlength) {
        return wrap(Counting.bincount(value(), weights.value(), minlength));
    }

    /** {@return how many elements fall into each of bins bins of equal width between the least and the greatest element} */
    default T histc(long bins) {
        return histc(bins, 0, 0);
    }

    /** {@return how many elements fall into each of bins bins of equal width between min and max, in this dtype} */
    default T histc(long bins, double min, double max) {
        return wrap(Counting.histc(value(), bins, min, max));
    }

    /** {@return counts in bins of equal width between the least and the greatest element, with the bins' edges} */
    default Histogram<T> histogram(long bins) {
        return histogram(bins, 0, 0, false);
    }

    /** {@return counts in bins of equal width between min and max, as a density if asked for, with the bins' edges} */
    default Histogram<T> histogram(long bins, double min, double max, boolean density) {
        return histogram(Counting.histogram(value(), bins, min, max, null, density));
    }

    /** {@return the same with a weight for each element} */
    default Histogram<T> histogram(long bins, double min, double max, T weight, boolean density) {
        return histogram(Counting.histogram(value(), bins, min, max, weight.value(), density));
    }

    /** {@return counts in bins between rising edges, as a density if asked for} */
    default Histogram<T> histogram(T edges, boolean density) {
        return histogram(Counting.histogram(value(), edges.value(), null, density));
    }

    /** {@return the same with a weight for each element} */
    default Histogram<T> histogram(T edges, T weight, boolean density) {
        return histogram(Counting.histogram(value(), edges.value(), weight.value(), density));
    }
}
