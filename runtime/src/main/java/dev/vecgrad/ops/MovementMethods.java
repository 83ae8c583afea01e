package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Value;

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

    /** Transposes this matrix itself; {@return this} */
    default T t_() {
        InPlaceMovement.t(value());
        return self();
    }

    /** Exchanges two of this tensor's own dims; {@return this} */
    default T transpose_(int dim0, int dim1) {
        InPlaceMovement.transpose("transpose_", value(), dim0, dim1);
        return self();
    }

    /** Exchanges two of this tensor's own dims, as {@link #transpose_}; {@return this} */
    default T swapaxes_(int axis0, int axis1) {
        InPlaceMovement.transpose("swapaxes_", value(), axis0, axis1);
        return self();
    }

    /** Exchanges two of this tensor's own dims, as {@link #transpose_}; {@return this} */
    default T swapdims_(int dim0, int dim1) {
        InPlaceMovement.transpose("swapdims_", value(), dim0, dim1);
        return self();
    }

    /** Drops this tensor's own dims of size 1; {@return this} */
    default T squeeze_() {
        InPlaceMovement.squeeze(value());
        return self();
    }

    /** Drops those of this tensor's own dims that are named and have size 1; {@return this} */
    default T squeeze_(int... dims) {
        InPlaceMovement.squeeze(value(), dims);
        return self();
    }

    /** Puts a dim of size 1 into this tensor itself; {@return this} */
    default T unsqueeze_(int dim) {
        InPlaceMovement.unsqueeze(value(), dim);
        return self();
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

    /** {@return length elements of dim from the whole number that a tensor without dims holds} */
    default T narrow(int dim, T start, long length) {
        return wrap(Reshaping.narrow(value(), dim, start.value(), length));
    }

    /** {@return a view with dims at other places; the others keep their order} */
    default T movedim(int source, int destination) {
        return movedim(new int[] {source}, new int[] {destination});
    }

    /** {@return a view in which dim source[i] stands at destination[i]; the others keep their order} */
    default T movedim(int[] source, int[] destination) {
        return wrap(Reshaping.movedim(value(), source, destination));
    }

    /** {@return the same as {@link #movedim(int, int)}} */
    default T moveaxis(int source, int destination) {
        return movedim(source, destination);
    }

    /** {@return the same as {@link #movedim(int[], int[])}} */
    default T moveaxis(int[] source, int[] destination) {
        return movedim(source, destination);
    }

    /** {@return a view with two dims exchanged, as {@link #transpose}} */
    default T swapaxes(int axis0, int axis1) {
        return transpose(axis0, axis1);
    }

    /** {@return a view with two dims exchanged, as {@link #transpose}} */
    default T swapdims(int dim0, int dim1) {
        return transpose(dim0, dim1);
    }

    /** {@return a view with dim as several dims of these sizes, one of which may be -1} */
    default T unflatten(int dim, long... sizes) {
        return wrap(Reshaping.unflatten(value(), dim, sizes));
    }

    /** {@return all elements in one dim, as {@link #flatten()}} */
    default T ravel() {
        return reshape(-1);
    }

    /** {@return a view with the shape of other, which has as many elements} */
    default T viewAs(T other) {
        return view(other.value().shape().toArray());
    }

    /** {@return the elements in the shape of other, which has as many} */
    default T reshapeAs(T other) {
        return reshape(other.value().shape().toArray());
    }

    /** {@return a view with this shape, to which this broadcasts} */
    default T broadcastTo(long... sizes) {
        return expand(sizes);
    }

    /** {@return a view with at least one dim} */
    default T atleast1d() {
        return wrap(Reshaping.atLeast(value(), 1));
    }

    /** {@return a view with at least two dims: a vector is one row} */
    default T atleast2d() {
        return wrap(Reshaping.atLeast(value(), 2));
    }

    /** {@return a view with at least three dims: a vector of n elements is {@code [1, n, 1]}, a matrix {@code [m, n, 1]}} */
    default T atleast3d() {
        return wrap(Reshaping.atLeast(value(), 3));
    }

    /** {@return a view of the diagonal of a matrix or of the first two dims, put last} */
    default T diagonal() {
        return diagonal(0, 0, 1);
    }

    /** {@return a view of a diagonal of dims dim1 and dim2, put last: offset 0 is the main one, positive ones are above it} */
    default T diagonal(long offset, int dim1, int dim2) {
        return wrap(Diagonals.diagonal(value(), offset, dim1, dim2));
    }

    /** {@return a view of all windows of size neighbours along dim, each step after the one before; they are the last dim} */
    default T unfold(int dim, long size, long step) {
        return wrap(Windows.unfold(value(), dim, size, step));
    }

    /** {@return a view with these sizes and strides from this tensor's first element on} */
    default T asStrided(long[] sizes, long[] strides) {
        return asStrided(sizes, strides, value().offset());
    }

    /** {@return a view with these sizes and strides from element offset of the storage on} */
    default T asStrided(long[] sizes, long[] strides, long offset) {
        return wrap(Striding.asStrided(value(), sizes, strides, offset));
    }

    /** {@return this if its elements stand in row-major order, else a copy} */
    default T contiguous() {
        Value own = value();
        return own.isContiguous() ? self() : wrap(Arithmetic.contiguous(own));
    }
}
