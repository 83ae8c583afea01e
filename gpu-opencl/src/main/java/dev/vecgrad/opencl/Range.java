package dev.vecgrad.opencl;

/**
 * The work items of a kernel.
 *
 * @param global how many along each dim; multiples of {@code local}
 * @param local how many of them make a work group
 */
record Range(long[] global, long[] local) {
    /** {@return a range of at least {@code items} in groups of {@code group}} */
    static Range of(long items, int group) {
        return new Range(new long[] {roundedUp(items, group)}, new long[] {group});
    }

    /** {@return the same in two dims} */
    static Range of(long items0, int group0, long items1, int group1) {
        return new Range(
                new long[] {roundedUp(items0, group0), roundedUp(items1, group1)}, new long[] {group0, group1});
    }

    /** {@return a range of three dims whose items are groups of their own} */
    static Range ofItems(long items0, long items1, long items2) {
        return new Range(new long[] {items0, items1, items2}, new long[] {1, 1, 1});
    }

    /** {@return a range of so many square groups, repeated along a third dim} */
    static Range ofGroups(long groups0, long groups1, long repeats, int side) {
        return new Range(new long[] {groups0 * side, groups1 * side, repeats}, new long[] {side, side, 1});
    }

    private static long roundedUp(long items, int group) {
        return (items + group - 1) / group * group;
    }
}
