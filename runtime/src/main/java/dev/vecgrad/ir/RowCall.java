package dev.vecgrad.ir;

/**
 * A call that treats every row for itself. Operands are row-major and have three dims: outer, n, inner; a row is what stands along
 * the middle one, and each of the outer x inner rows of an operand belongs to that of the others with the same place.
 *
 * <p>In an order, NaN is greater than anything and equal to itself, -0 equals 0, and of equals the one that comes first stays
 * first, also when it descends. So every order is the only one, whichever way it is found.
 */
public sealed interface RowCall extends Call {
    /** {@return whether operand {@code operand} comes after the {@link #sources}} */
    @Override
    default boolean writes(int operand, int operands) {
        return operand >= sources();
    }

    /** {@return how many operands are read: one, where nothing else is said} */
    default int sources() {
        return 1;
    }

    /** The length of the blocks in which {@link Sum} adds. */
    int BLOCK = 1024;

    /**
     * Cumulative sums of a floating dtype or int64. Operands: source, out, of one dtype. Floating numbers add as doubles: within blocks of
     * {@value #BLOCK} elements one after the other from +0.0, and the totals of the blocks one after the other from +0.0; an element of the
     * result is the total of the blocks before plus the sum within its block, rounded once. So its error is at most {@code (BLOCK + n / BLOCK)
     * 2^-53} times the sum of magnitudes, and for float32 half an ulp.
     *
     * @param reverse whether the sums begin at the row's end
     */
    record Sum(boolean reverse) implements RowCall {}

    /**
     * Cumulative products of a floating dtype or int64. Operands: source, out, of one dtype. Floating numbers multiply as doubles, one after
     * the other from 1; each result is rounded once.
     */
    record Product() implements RowCall {}

    /**
     * The greatest or least element so far, and the last place where it was. Once there was a NaN, the last NaN is it. Operands: source,
     * values, indices (int64).
     *
     * @param greatest whether the greatest is meant
     */
    record Extreme(boolean greatest) implements RowCall {}

    /**
     * Linear recurrences {@code out[i] = factor[i] * out[i - 1] + term[i]} of a floating dtype, with 0 before the first. Operands: factor,
     * term, out. The running value is a double whose product and sum are each rounded; a result is rounded once more.
     *
     * @param reverse whether they begin at the row's end, so that {@code out[i]} follows {@code out[i + 1]}
     */
    record Recurrence(boolean reverse) implements RowCall {
        @Override
        public int sources() {
            return 2;
        }
    }

    /**
     * Rows put in order. Operands: source, values, indices (int64): where the values were.
     *
     * @param descending whether the greatest comes first
     */
    record Sort(boolean descending) implements RowCall {}

    /**
     * The first elements of {@link Sort}'s result, as many as the results' rows are long. Operands: source, values, indices (int64).
     *
     * @param greatest whether the order descends
     */
    record Top(boolean greatest) implements RowCall {}

    /**
     * One element of the ascending order. Operands: source, values, indices (int64), with rows of one element.
     *
     * @param k its place in the order, from 0
     */
    record Kth(long k) implements RowCall {}

    /**
     * The lower of the middle elements. Operands: source, values, indices (int64), with rows of one element.
     *
     * @param skipNan whether NaNs are left out where there is something else; if not, the first NaN, where there is one, is the median
     */
    record Median(boolean skipNan) implements RowCall {}

    /**
     * The element that is there most often, of several the least, and the last place where it is. A NaN equals none. Operands: source,
     * values, indices (int64), with rows of one element.
     */
    record Mode() implements RowCall {}
}
