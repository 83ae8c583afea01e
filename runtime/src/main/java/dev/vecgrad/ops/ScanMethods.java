package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.ops.RowMethods.Places;
import dev.vecgrad.type.DType;

/**
 * Methods that go along a dim and keep every step. The order of operations is fixed, so the bits depend neither on threads nor on layout.
 *
 * @param <T> what the methods return: a tensor for users, a {@link Var} for gradient rules
 */
public interface ScanMethods<T extends Operand<T>> extends Operand<T> {
    /** {@return the sums of the elements up to each along dim; of integers and bools int64} */
    default T cumsum(int dim) {
        return wrap(Scans.cumsum(value(), dim));
    }

    /** {@return the same of the elements in another dtype} */
    default T cumsum(int dim, DType dtype) {
        return wrap(Scans.cumsum(Arithmetic.cast(value(), dtype), dim));
    }

    /** {@return the products of the elements up to each along dim; of integers and bools int64} */
    default T cumprod(int dim) {
        return wrap(Scans.cumprod(value(), dim));
    }

    /** {@return the same of the elements in another dtype} */
    default T cumprod(int dim, DType dtype) {
        return wrap(Scans.cumprod(Arithmetic.cast(value(), dtype), dim));
    }

    /** {@return log(exp(x[0]) + ... + exp(x[i])) along dim, computed without overflow} */
    default T logcumsumexp(int dim) {
        return wrap(LogCumSumExp.of(value(), dim));
    }

    /** {@return the greatest element so far along dim and the last place where it was; NaN once there was one} */
    default Places<T> cummax(int dim) {
        Extrema.Extremum found = Scans.cummax(value(), dim);
        return new Places<>(wrap(found.values()), wrap(found.indices()));
    }

    /** {@return the least element so far along dim and the last place where it was; NaN once there was one} */
    default Places<T> cummin(int dim) {
        Extrema.Extremum found = Scans.cummin(value(), dim);
        return new Places<>(wrap(found.values()), wrap(found.indices()));
    }
}
