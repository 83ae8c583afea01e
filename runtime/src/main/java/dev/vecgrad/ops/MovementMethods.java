package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Dims;
import dev.vecgrad.core.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Methods that show the same elements with other dims. Results are views that share memory, unless said.
 *
 * @param <T> what the methods return: a tensor for users, a {@link Var} for gradient rules
 */
public interface MovementMethods<T extends Operand<T>> extends Operand<T> {
    /** {@return a view with these sizes, one of which may be -1} */
    default T view(long... sizes) {
        return wrap(Movement.view(value(), sizes));
    }

    /** {@return a view with these sizes if possible, else a copy; one size may be -1} */
    default T reshape(long... sizes) {
        return wrap(Movement.reshape(value(), sizes));
    }

    /** {@return a view with dims in another order} */
    default T permute(int... dims) {
        return wrap(Movement.permute(value(), dims));
    }

    /** {@return a view with two dims exchanged} */
    default T transpose(int dim0, int dim1) {
        return wrap(Movement.transpose(value(), dim0, dim1));
    }

    /** {@return a matrix transposed} */
    default T t() {
        return wrap(Movement.t(value()));
    }

    /** {@return a view without dims of size 1} */
    default T squeeze() {
        return wrap(Movement.squeeze(value()));
    }

    /** {@return a view without those of these dims that have size 1} */
    default T squeeze(int... dims) {
        return wrap(Movement.squeeze(value(), dims));
    }

    /** {@return a view with a dim of size 1 put in} */
    default T unsqueeze(int dim) {
        return wrap(Movement.unsqueeze(value(), dim));
    }

    /** {@return a view with larger sizes where this has 1; -1 keeps a size} */
    default T expand(long... sizes) {
        return wrap(Movement.expand(value(), sizes));
    }

    /** {@return a view with the shape of other} */
    default T expandAs(T other) {
        return expand(other.value().shape().toArray());
    }

    /** {@return all elements in one dim} */
    default T flatten() {
        return flatten(0, -1);
    }

    /** {@return the dims from start to end, both included, as one} */
    default T flatten(int start, int end) {
        return wrap(Movement.flatten(value(), start, end));
    }

    /** {@return length elements of dim from start} */
    default T narrow(int dim, long start, long length) {
        return wrap(Movement.narrow(value(), dim, start, length));
    }

    /** {@return the elements of dim from start to before end} */
    default T slice(int dim, long start, long end) {
        return slice(dim, start, end, 1);
    }

    /** {@return every step-th element of dim from start to before end} */
    default T slice(int dim, long start, long end, long step) {
        return wrap(Movement.slice(value(), dim, start, end, step));
    }

    /** {@return the slice of dim at index, without that dim} */
    default T select(int dim, long index) {
        return wrap(Movement.select(value(), dim, index));
    }

    /** {@return the slices of dim, each without it} */
    default List<T> unbind(int dim) {
        List<T> slices = new ArrayList<>();
        long size = value().shape().size(Dims.wrap("unbind", dim, value().rank()));
        for (long i = 0; i < size; i++) {
            slices.add(select(dim, i));
        }
        return slices;
    }

    /** {@return this if its elements stand in row-major order, else a copy} */
    default T contiguous() {
        Value own = value();
        return own.isContiguous() ? self() : wrap(Arithmetic.contiguous(own));
    }
}
