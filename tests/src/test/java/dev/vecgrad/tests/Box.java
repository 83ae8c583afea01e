package dev.vecgrad.tests;

/**
 * The stretch of memory in which the elements of a strided operand lie, in elements from its first one.
 *
 * @param low the lowest
 * @param end one above the highest
 */
record Box(long low, long end) {
    /** Of an operand without elements. */
    static final Box EMPTY = new Box(0, 0);

    /** Of an operand with one element. */
    static final Box POINT = new Box(0, 1);

    /** {@return the box with further dims; those without elements count as one} */
    Box extended(long[] sizes, long[] strides) {
        long below = low;
        long above = end;
        for (int d = 0; d < sizes.length; d++) {
            long way = Math.max(sizes[d] - 1, 0) * strides[d];
            below += Math.min(way, 0);
            above += Math.max(way, 0);
        }
        return new Box(below, above);
    }
}
