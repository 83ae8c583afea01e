package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.ops.Extrema.Extremum;
import dev.vecgrad.ops.Quantiles.Interpolation;
import dev.vecgrad.ops.RowMethods.Places;
import dev.vecgrad.type.Shape;

/**
 * Methods about the order of elements. NaN is greater than anything; equals stay in their order, so every result is the only one.
 *
 * @param <T> what the methods return: a tensor for users, a {@link Var} for gradient rules
 */
public interface SortMethods<T extends Operand<T>> extends Operand<T> {
    private Places<T> places(Extremum found) {
        return new Places<>(wrap(found.values()), wrap(found.indices()));
    }

    /** {@return the elements along the last dim in ascending order and where they were} */
    default Places<T> sort() {
        return sort(-1, false);
    }

    /** {@return the elements along dim in ascending order and where they were} */
    default Places<T> sort(int dim) {
        return sort(dim, false);
    }

    /** {@return the elements along dim in order, the greatest first if descending, and where they were} */
    default Places<T> sort(int dim, boolean descending) {
        return places(Sorting.sort(value(), dim, descending));
    }

    /** {@return the same; it is stable in any case} */
    default Places<T> sort(int dim, boolean descending, boolean stable) {
        return sort(dim, descending);
    }

    /** {@return the elements in ascending order along the first dim} */
    default T msort() {
        return sort(0).values();
    }

    /** {@return where along the last dim the elements of the ascending order are; int64} */
    default T argsort() {
        return argsort(-1, false);
    }

    /** {@return where along dim the elements of the ascending order are; int64} */
    default T argsort(int dim) {
        return argsort(dim, false);
    }

    /** {@return where along dim the elements of the order are, the greatest first if descending; int64} */
    default T argsort(int dim, boolean descending) {
        return wrap(Sorting.argsort(value(), dim, descending));
    }

    /** {@return the same; it is stable in any case} */
    default T argsort(int dim, boolean descending, boolean stable) {
        return argsort(dim, descending);
    }

    /** {@return the k greatest elements along the last dim, the greatest first, and where they are} */
    default Places<T> topk(long k) {
        return topk(k, -1, true);
    }

    /** {@return the k greatest elements along dim, the greatest first, and where they are} */
    default Places<T> topk(long k, int dim) {
        return topk(k, dim, true);
    }

    /** {@return the k greatest or least elements along dim, the most extreme first, and where they are} */
    default Places<T> topk(long k, int dim, boolean largest) {
        return places(Sorting.topk(value(), k, dim, largest));
    }

    /** {@return the same; they are sorted in any case} */
    default Places<T> topk(long k, int dim, boolean largest, boolean sorted) {
        return topk(k, dim, largest);
    }

    /** {@return the k-th least element, from 1, along the last dim and where it is} */
    default Places<T> kthvalue(long k) {
        return kthvalue(k, -1, false);
    }

    /** {@return the k-th least element, from 1, along dim and where it is} */
    default Places<T> kthvalue(long k, int dim) {
        return kthvalue(k, dim, false);
    }

    /** {@return the same; the dim stays with size 1 if keepdim} */
    default Places<T> kthvalue(long k, int dim, boolean keepdim) {
        return places(Sorting.kthvalue(value(), k, dim, keepdim));
    }

    /** {@return the lower of the middle ones of all elements, NaN if there is one; equals share the gradient} */
    default T median() {
        return wrap(Sorting.median(value()));
    }

    /** {@return the lower of the middle elements along dim and where it is; NaN if there is one} */
    default Places<T> median(int dim) {
        return median(dim, false);
    }

    /** {@return the same; the dim stays with size 1 if keepdim} */
    default Places<T> median(int dim, boolean keepdim) {
        return places(Sorting.median(value(), dim, keepdim));
    }

    /** {@return the median of all elements that are not NaN; equals share the gradient} */
    default T nanmedian() {
        return wrap(Sorting.nanmedian(value()));
    }

    /** {@return the median along dim of the elements that are not NaN and where it is} */
    default Places<T> nanmedian(int dim) {
        return nanmedian(dim, false);
    }

    /** {@return the same; the dim stays with size 1 if keepdim} */
    default Places<T> nanmedian(int dim, boolean keepdim) {
        return places(Sorting.nanmedian(value(), dim, keepdim));
    }

    /** {@return the element that is most often there along the last dim, of several the least, and the last place where it is} */
    default Places<T> mode() {
        return mode(-1, false);
    }

    /** {@return the element that is most often there along dim, of several the least, and the last place where it is} */
    default Places<T> mode(int dim) {
        return mode(dim, false);
    }

    /** {@return the same; the dim stays with size 1 if keepdim} */
    default Places<T> mode(int dim, boolean keepdim) {
        return places(Sorting.mode(value(), dim, keepdim));
    }

    // ---- quantiles

    private T number(double q) {
        return wrap(Arithmetic.full(Shape.SCALAR, value().dtype(), q, value().device()));
    }

    private T quantiles(T q, int dim, boolean flat, boolean keepdim, boolean skipNan, Interpolation interpolation) {
        return wrap(Quantiles.quantile(value(), q.value(), dim, flat, keepdim, skipNan, interpolation));
    }

    /** {@return the element at fraction q of the order of all, interpolated between neighbours} */
    default T quantile(double q) {
        return quantile(number(q));
    }

    /** {@return for each number of q, which are of this dtype, that quantile of all elements} */
    default T quantile(T q) {
        return quantiles(q, 0, true, false, false, Interpolation.LINEAR);
    }

    /** {@return the element at fraction q of the order along dim, interpolated between neighbours} */
    default T quantile(double q, int dim) {
        return quantile(number(q), dim);
    }

    /** {@return for each number of q, in a new first dim, that quantile along dim} */
    default T quantile(T q, int dim) {
        return quantile(q, dim, false, Interpolation.LINEAR);
    }

    /** {@return the quantile along dim, which stays with size 1 if keepdim} */
    default T quantile(double q, int dim, boolean keepdim, Interpolation interpolation) {
        return quantile(number(q), dim, keepdim, interpolation);
    }

    /** {@return for each number of q, in a new first dim, that quantile along dim, which stays with size 1 if keepdim} */
    default T quantile(T q, int dim, boolean keepdim, Interpolation interpolation) {
        return quantiles(q, dim, false, keepdim, false, interpolation);
    }

    /** {@return the element at fraction q of the order of all that are not NaN} */
    default T nanquantile(double q) {
        return nanquantile(number(q));
    }

    /** {@return for each number of q that quantile of all elements that are not NaN} */
    default T nanquantile(T q) {
        return quantiles(q, 0, true, false, true, Interpolation.LINEAR);
    }

    /** {@return the quantile along dim of the elements that are not NaN} */
    default T nanquantile(double q, int dim) {
        return nanquantile(number(q), dim);
    }

    /** {@return for each number of q, in a new first dim, that quantile along dim of the elements that are not NaN} */
    default T nanquantile(T q, int dim) {
        return nanquantile(q, dim, false, Interpolation.LINEAR);
    }

    /** {@return the same; the dim stays with size 1 if keepdim} */
    default T nanquantile(double q, int dim, boolean keepdim, Interpolation interpolation) {
        return nanquantile(number(q), dim, keepdim, interpolation);
    }

    /** {@return the same for each number of q} */
    default T nanquantile(T q, int dim, boolean keepdim, Interpolation interpolation) {
        return quantiles(q, dim, false, keepdim, true, interpolation);
    }
}
