package dev.vecgrad.ops;

import org.jspecify.annotations.Nullable;

/**
 * Methods that copy elements to other places, some of them several times or not at all.
 *
 * @param <T> what the methods return: a tensor for users, a {@link Var} for gradient rules
 */
public interface RearrangingMethods<T extends Operand<T>> extends Operand<T> {
    /** {@return this with the order along these dims reversed} */
    default T flip(int... dims) {
        return wrap(Rearranging.flip(value(), dims));
    }

    /** {@return this with its columns, dim 1, in reverse} */
    default T fliplr() {
        return wrap(Rearranging.fliplr(value()));
    }

    /** {@return this with its rows, dim 0, in reverse} */
    default T flipud() {
        return wrap(Rearranging.flipud(value()));
    }

    /** {@return this turned by 90 degrees, from the first dim towards the second} */
    default T rot90() {
        return rot90(1, 0, 1);
    }

    /** {@return this turned k times by 90 degrees, from dim0 towards dim1} */
    default T rot90(int k, int dim0, int dim1) {
        return wrap(Rearranging.rot90(value(), k, dim0, dim1));
    }

    /** {@return this with its elements, taken as one row, moved on by shift; the last ones come in at the front} */
    default T roll(long shift) {
        return wrap(Rearranging.roll(value(), new long[] {shift}, new int[0]));
    }

    /** {@return this with its elements moved on by shift along dim; the last ones come in at the front} */
    default T roll(long shift, int dim) {
        return roll(new long[] {shift}, new int[] {dim});
    }

    /** {@return this with its elements moved on by shifts along dims} */
    default T roll(long[] shifts, int[] dims) {
        return wrap(Rearranging.roll(value(), shifts, dims));
    }

    /** {@return this laid side by side so many times along each dim; more numbers than dims make new ones in front} */
    default T repeat(long... repeats) {
        return wrap(Repeating.repeat(value(), repeats));
    }

    /** {@return this laid side by side so many times along each dim; fewer numbers than dims are for the last ones} */
    default T tile(long... repeats) {
        return wrap(Repeating.tile(value(), repeats));
    }

    /** {@return all elements in one row, each repeats times} */
    default T repeatInterleave(long repeats) {
        return wrap(Repeating.interleave(Movement.reshape(value(), -1), repeats, 0));
    }

    /** {@return each slice of dim repeats times in a row} */
    default T repeatInterleave(long repeats, int dim) {
        return wrap(Repeating.interleave(value(), repeats, dim));
    }

    /** {@return all elements in one row, each as often as repeats tells for it} */
    default T repeatInterleave(T repeats) {
        return wrap(Repeating.interleave(Movement.reshape(value(), -1), repeats.value(), 0));
    }

    /** {@return each slice of dim as often in a row as repeats tells for it} */
    default T repeatInterleave(T repeats, int dim) {
        return wrap(Repeating.interleave(value(), repeats.value(), dim));
    }

    /** {@return the matrices of the last two dims with zeros above the main diagonal} */
    default T tril() {
        return tril(0);
    }

    /** {@return the matrices of the last two dims with zeros above a diagonal; positive ones are above the main one} */
    default T tril(long diagonal) {
        return wrap(Triangles.tril(value(), diagonal));
    }

    /** Writes zeros above a diagonal of the matrices of the last two dims; {@return this}. */
    default T tril_(long diagonal) {
        Triangles.trilInPlace(value(), diagonal);
        return self();
    }

    /** {@return the matrices of the last two dims with zeros below the main diagonal} */
    default T triu() {
        return triu(0);
    }

    /** {@return the matrices of the last two dims with zeros below a diagonal; positive ones are above the main one} */
    default T triu(long diagonal) {
        return wrap(Triangles.triu(value(), diagonal));
    }

    /** Writes zeros below a diagonal of the matrices of the last two dims; {@return this}. */
    default T triu_(long diagonal) {
        Triangles.triuInPlace(value(), diagonal);
        return self();
    }

    /** {@return a copy of a matrix's diagonal; of a vector, the matrix that has it as diagonal} */
    default T diag() {
        return diag(0);
    }

    /** {@return a copy of a matrix's diagonal; of a vector, the matrix that has it as diagonal; positive ones are above the main one} */
    default T diag(long diagonal) {
        return wrap(Diagonals.diag(value(), diagonal));
    }

    /** {@return matrices of zeros, in two new last dims, with the last dim of this as diagonal} */
    default T diagEmbed() {
        return diagEmbed(0, -2, -1);
    }

    /** {@return zeros with the last dim of this as a diagonal of two new dims; positive offsets are above the main one} */
    default T diagEmbed(long offset, int dim1, int dim2) {
        return wrap(Diagonals.diagEmbed(value(), offset, dim1, dim2));
    }

    /** {@return the matrix of zeros with all elements of this as main diagonal} */
    default T diagflat() {
        return diagflat(0);
    }

    /** {@return the matrix of zeros with all elements of this as diagonal; positive ones are above the main one} */
    default T diagflat(long offset) {
        return wrap(Diagonals.diag(Movement.reshape(value(), -1), offset));
    }

    /** {@return the sum of a matrix's main diagonal} */
    default T trace() {
        return wrap(Diagonals.trace(value()));
    }

    /** {@return this with zeros around it: pads before and after along the last dim, then the one before it, ...; negative ones cut off} */
    default T pad(long... pads) {
        return pad(pads, 0);
    }

    /** {@return this with a number around it, as {@link #pad(long...)}} */
    default T pad(long[] pads, double number) {
        return wrap(Padding.constant(value(), pads, number));
    }

    /** {@return this with margins of its own elements, as {@link #pad(long...)}} */
    default T pad(long[] pads, PadMode mode) {
        return wrap(Padding.pad(value(), pads, mode));
    }

    /** {@return images {@code [..., c, h r, w r]} of these, {@code [..., c r r, h, w]}: each place becomes r x r places} */
    default T pixelShuffle(long upscaleFactor) {
        return wrap(Shuffling.pixelShuffle(value(), upscaleFactor));
    }

    /** {@return images {@code [..., c r r, h, w]} of these, {@code [..., c, h r, w r]}: r x r places become one} */
    default T pixelUnshuffle(long downscaleFactor) {
        return wrap(Shuffling.pixelUnshuffle(value(), downscaleFactor));
    }

    /** {@return these images {@code [n, c, ...]} with their channels, in groups, dealt in turn from each group} */
    default T channelShuffle(long groups) {
        return wrap(Shuffling.channelShuffle(value(), groups));
    }

    /** {@return the differences of neighbours along the last dim} */
    default T diff() {
        return diff(1, -1);
    }

    /** {@return the differences of neighbours along dim, taken n times} */
    default T diff(long n, int dim) {
        return diff(n, dim, null, null);
    }

    /** {@return the differences of neighbours along dim, taken n times, of this between prepend and append; null for nothing} */
    default T diff(long n, int dim, @Nullable T prepend, @Nullable T append) {
        return wrap(Differences.diff(
                value(), n, dim, prepend == null ? null : prepend.value(), append == null ? null : append.value()));
    }
}
