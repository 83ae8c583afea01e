package dev.vecgrad.ops;

import dev.vecgrad.core.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Methods that cut a tensor along a dim. The pieces are views that share memory.
 *
 * @param <T> what the methods return: a tensor for users, a {@link Var} for gradient rules
 */
public interface SplittingMethods<T extends Operand<T>> extends Operand<T> {
    private List<T> wrapped(List<Value> pieces) {
        List<T> wrapped = new ArrayList<>(pieces.size());
        for (Value piece : pieces) {
            wrapped.add(wrap(piece));
        }
        return wrapped;
    }

    /** {@return pieces of size elements along the first dim; the last may have less} */
    default List<T> split(long size) {
        return split(size, 0);
    }

    /** {@return pieces of size elements along dim; the last may have less} */
    default List<T> split(long size, int dim) {
        return wrapped(Splitting.split(value(), size, dim));
    }

    /** {@return pieces of these sizes along dim, which add up to it} */
    default List<T> split(long[] sizes, int dim) {
        return wrapped(Splitting.split(value(), sizes, dim));
    }

    /** {@return chunks pieces along the first dim, of one size but for the last} */
    default List<T> chunk(int chunks) {
        return chunk(chunks, 0);
    }

    /** {@return chunks pieces along dim, of one size but for the last; fewer where there are too few elements} */
    default List<T> chunk(int chunks, int dim) {
        return wrapped(Splitting.chunk(value(), chunks, dim));
    }

    /** {@return sections pieces along the first dim, whose sizes differ by at most one} */
    default List<T> tensorSplit(int sections) {
        return tensorSplit(sections, 0);
    }

    /** {@return sections pieces along dim, whose sizes differ by at most one} */
    default List<T> tensorSplit(int sections, int dim) {
        return wrapped(Splitting.tensorSplit(value(), sections, dim));
    }

    /** {@return the pieces of dim before, between and after these indices} */
    default List<T> tensorSplit(long[] indices, int dim) {
        return wrapped(Splitting.tensorSplit(value(), indices, dim));
    }

    /** {@return sections equal pieces along the second dim, or of a vector} */
    default List<T> hsplit(int sections) {
        return wrapped(Splitting.even("hsplit", value(), sections, 1));
    }

    /** {@return the pieces before, between and after these indices of the second dim, or of a vector} */
    default List<T> hsplit(long... indices) {
        return wrapped(Splitting.at("hsplit", value(), indices, 1));
    }

    /** {@return sections equal pieces along the first of two or more dims} */
    default List<T> vsplit(int sections) {
        return wrapped(Splitting.even("vsplit", value(), sections, 2));
    }

    /** {@return the pieces before, between and after these indices of the first of two or more dims} */
    default List<T> vsplit(long... indices) {
        return wrapped(Splitting.at("vsplit", value(), indices, 2));
    }

    /** {@return sections equal pieces along the third dim} */
    default List<T> dsplit(int sections) {
        return wrapped(Splitting.even("dsplit", value(), sections, 3));
    }

    /** {@return the pieces before, between and after these indices of the third dim} */
    default List<T> dsplit(long... indices) {
        return wrapped(Splitting.at("dsplit", value(), indices, 3));
    }

    /** {@return the slices of the first dim, each without it} */
    default List<T> unbind() {
        return unbind(0);
    }

    /** {@return the slices of dim, each without it} */
    default List<T> unbind(int dim) {
        return wrapped(Splitting.unbind(value(), dim));
    }
}
