package dev.vecgrad.ops;

import java.util.OptionalLong;

/**
 * Reading and writing elements that index tensors name. Index tensors are int64 or int32; an index out of range is an IndexException, and
 * nothing is written then. Where several elements are written to one place, they are taken in row-major order of the source, so the bits do
 * not depend on the number of threads.
 *
 * @param <T> what the methods return: a tensor for users, a {@link Var} for gradient rules
 */
public interface IndexingMethods<T extends Operand<T>> extends Operand<T> {
    // ---- an index for each element, along a dim

    /** {@return for each index along dim the element there; the result has the index's shape} */
    default T gather(int dim, T index) {
        return wrap(Indexing.gather(value(), dim, index.value()));
    }

    /** {@return for each index along dim the element there, the other dims broadcasting; negative indices count from the end} */
    default T takeAlongDim(T index, int dim) {
        return wrap(Indexing.takeAlongDim(value(), index.value(), dim));
    }

    /** {@return the elements that indices into all elements, row by row, name, as a vector; negative indices count from the end} */
    default T takeAlongDim(T index) {
        return wrap(Indexing.takeAlongDim(value(), index.value()));
    }

    /** {@return this with source's elements where index points along dim; of several for one place the last one stays} */
    default T scatter(int dim, T index, T source) {
        return wrap(Indexing.scatter(value(), dim, index.value(), source.value()));
    }

    /** {@return this with a number where index points along dim} */
    default T scatter(int dim, T index, double number) {
        return wrap(Indexing.scatter(value(), dim, index.value(), number));
    }

    /** Writes source's elements where index points along dim; {@return this}. */
    default T scatter_(int dim, T index, T source) {
        Indexing.scatterInPlace(value(), dim, index.value(), source.value());
        return self();
    }

    /** Writes a number where index points along dim; {@return this}. */
    default T scatter_(int dim, T index, double number) {
        Indexing.scatterInPlace(value(), dim, index.value(), number);
        return self();
    }

    /** {@return this with source's elements added where index points along dim} */
    default T scatterAdd(int dim, T index, T source) {
        return wrap(Indexing.scatterAdd(value(), dim, index.value(), source.value()));
    }

    /** Adds source's elements where index points along dim; {@return this}. */
    default T scatterAdd_(int dim, T index, T source) {
        Indexing.scatterAddInPlace(value(), dim, index.value(), source.value());
        return self();
    }

    /** {@return this with source's elements reduced into where index points along dim} */
    default T scatterReduce(int dim, T index, T source, ScatterReduction reduce) {
        return scatterReduce(dim, index, source, reduce, true);
    }

    /**
     * {@return this with source's elements reduced into where index points along dim}
     *
     * @param includeSelf whether this tensor's elements there count too
     */
    default T scatterReduce(int dim, T index, T source, ScatterReduction reduce, boolean includeSelf) {
        return wrap(ScatterReductions.apply(value(), dim, index.value(), source.value(), reduce, includeSelf));
    }

    /** Reduces source's elements into where index points along dim; {@return this}. */
    default T scatterReduce_(int dim, T index, T source, ScatterReduction reduce, boolean includeSelf) {
        ScatterReductions.applyInPlace(value(), dim, index.value(), source.value(), reduce, includeSelf);
        return self();
    }

    // ---- a vector that names slices of a dim

    /** {@return the slices of dim that a vector of indices names} */
    default T indexSelect(int dim, T index) {
        return wrap(IndexedSlices.select(value(), dim, index.value()));
    }

    /** {@return this with source's slices added to those of dim that a vector of indices names} */
    default T indexAdd(int dim, T index, T source) {
        return indexAdd(dim, index, source, 1);
    }

    /** {@return this with alpha times source's slices added to those of dim that a vector of indices names} */
    default T indexAdd(int dim, T index, T source, double alpha) {
        return wrap(IndexedSlices.add(value(), dim, index.value(), source.value(), alpha));
    }

    /** Adds source's slices to those of dim that a vector of indices names; {@return this}. */
    default T indexAdd_(int dim, T index, T source) {
        return indexAdd_(dim, index, source, 1);
    }

    /** Adds alpha times source's slices to those of dim that a vector of indices names; {@return this}. */
    default T indexAdd_(int dim, T index, T source, double alpha) {
        IndexedSlices.addInPlace(value(), dim, index.value(), source.value(), alpha);
        return self();
    }

    /** {@return this with source's slices in place of those of dim that a vector of indices names} */
    default T indexCopy(int dim, T index, T source) {
        return wrap(IndexedSlices.copy(value(), dim, index.value(), source.value()));
    }

    /** Writes source's slices over those of dim that a vector of indices names; {@return this}. */
    default T indexCopy_(int dim, T index, T source) {
        IndexedSlices.copyInPlace(value(), dim, index.value(), source.value());
        return self();
    }

    /** {@return this with a number in the slices of dim that a vector of indices names; negative indices count from the end} */
    default T indexFill(int dim, T index, double number) {
        return wrap(IndexedSlices.fill(value(), dim, index.value(), number));
    }

    /** {@return this with a scalar in the slices of dim that a vector of indices names; negative indices count from the end} */
    default T indexFill(int dim, T index, T number) {
        return wrap(IndexedSlices.fill(value(), dim, index.value(), number.value()));
    }

    /** Writes a number over the slices of dim that a vector of indices names; {@return this}. */
    default T indexFill_(int dim, T index, double number) {
        IndexedSlices.fillInPlace(value(), dim, index.value(), number);
        return self();
    }

    /** Writes a scalar over the slices of dim that a vector of indices names; {@return this}. */
    default T indexFill_(int dim, T index, T number) {
        IndexedSlices.fillInPlace(value(), dim, index.value(), number.value());
        return self();
    }

    // ---- elements by their number in row-major order

    /** {@return the elements with these numbers in row-major order; the result has the index's shape; negative numbers count from the end} */
    default T take(T index) {
        return wrap(FlatIndexing.take(value(), index.value()));
    }

    /** {@return this with source's elements in place of those with these numbers in row-major order} */
    default T put(T index, T source) {
        return put(index, source, false);
    }

    /**
     * {@return this with source's elements at these numbers in row-major order}
     *
     * @param accumulate whether they are added to what is there
     */
    default T put(T index, T source, boolean accumulate) {
        return wrap(FlatIndexing.put(value(), index.value(), source.value(), accumulate));
    }

    /** Writes source's elements over those with these numbers in row-major order; {@return this}. */
    default T put_(T index, T source) {
        return put_(index, source, false);
    }

    /** Writes source's elements over those with these numbers in row-major order, or adds them; {@return this}. */
    default T put_(T index, T source, boolean accumulate) {
        FlatIndexing.putInPlace(value(), index.value(), source.value(), accumulate);
        return self();
    }

    // ---- parts of a copy

    /** {@return this with source as its slice of dim at index} */
    default T selectScatter(T source, int dim, long index) {
        return wrap(ViewWrites.select(value(), source.value(), dim, index));
    }

    /** {@return this with source as the elements of dim from start to before end} */
    default T sliceScatter(T source, int dim, long start, long end) {
        return sliceScatter(source, dim, start, end, 1);
    }

    /** {@return this with source as every step-th element of dim from start to before end} */
    default T sliceScatter(T source, int dim, long start, long end, long step) {
        return wrap(ViewWrites.slice(value(), source.value(), dim, start, end, step));
    }

    /** {@return this with source as the diagonal of this matrix, or of the first two dims} */
    default T diagonalScatter(T source) {
        return diagonalScatter(source, 0, 0, 1);
    }

    /** {@return this with source as a diagonal of dims dim1 and dim2: offset 0 is the main one, positive ones are above it} */
    default T diagonalScatter(T source, long offset, int dim1, int dim2) {
        return wrap(ViewWrites.diagonal(value(), source.value(), offset, dim1, dim2));
    }

    // ---- classes as vectors

    /** {@return the rows of this matrix that indices of any shape name; the result has a further dim} */
    default T embedding(T indices) {
        return wrap(Lookup.embedding(value(), indices.value(), OptionalLong.empty()));
    }

    /**
     * {@return the rows of this matrix that indices of any shape name; the result has a further dim}
     *
     * @param paddingIdx the row that gets no gradient; negative numbers count from the end
     */
    default T embedding(T indices, long paddingIdx) {
        return wrap(Lookup.embedding(value(), indices.value(), OptionalLong.of(paddingIdx)));
    }

    /** {@return int64 zeros with a further dim, in which the element at each class is 1; as many as the greatest class asks for} */
    default T oneHot() {
        return wrap(Lookup.oneHot(value()));
    }

    /** {@return int64 zeros with a further dim of this size, in which the element at each class is 1} */
    default T oneHot(long numClasses) {
        return wrap(Lookup.oneHot(value(), numClasses));
    }
}
