package dev.vecgrad.graph;

import java.util.Arrays;

/**
 * The dims of one call, outermost first, with the named dim of the graph that each belongs to.
 *
 * <p>A dim of the call is one of the tensors' dims as they broadcast.
 */
final class Binding {
    private final long[] sizes;
    private final int[] bits;

    /**
     * A binding.
     *
     * @param sizes of the call's dims
     * @param bits for each of them the bit of its named dim
     */
    Binding(long[] sizes, int[] bits) {
        this.sizes = sizes;
        this.bits = bits;
    }

    /** {@return the number of the call's dims} */
    int rank() {
        return sizes.length;
    }

    long size(int dim) {
        return sizes[dim];
    }

    /** {@return whether the call's dim {@code dim} belongs to one of the named dims {@code mask}} */
    boolean isIn(int dim, int mask) {
        return (bits[dim] & mask) != 0;
    }

    /** {@return the number of elements along the named dims {@code mask}} */
    long extent(int mask) {
        long n = 1;
        for (int d = 0; d < sizes.length; d++) {
            if (isIn(d, mask)) {
                n *= sizes[d];
            }
        }
        return n;
    }

    /** {@return the numbers of the call's dims above size 1 that belong to {@code mask}, in order} */
    int[] select(int mask) {
        int[] selected = new int[sizes.length];
        int n = 0;
        for (int d = 0; d < sizes.length; d++) {
            if (sizes[d] != 1 && isIn(d, mask)) {
                selected[n++] = d;
            }
        }
        return n == selected.length ? selected : Arrays.copyOf(selected, n);
    }
}
