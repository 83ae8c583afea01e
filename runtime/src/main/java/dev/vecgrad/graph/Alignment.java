package dev.vecgrad.graph;

import dev.vecgrad.type.Shape;
import java.util.Arrays;

/**
 * How a tensor's own dims stand to the dims of a call. An own dim that several dims of the call name is divided among them, the first of them
 * outermost, as channels into groups.
 */
public final class Alignment {
    /** A dim of the call that the tensor lacks. */
    public static final int NONE = -1;

    private static final int CACHED = 8;
    private static final Alignment[][] TRAILING = new Alignment[CACHED + 1][CACHED + 1];

    static {
        for (int rank = 0; rank <= CACHED; rank++) {
            for (int own = 0; own <= rank; own++) {
                TRAILING[rank][own] = make(rank, own);
            }
        }
    }

    private final int[] own;
    private final int rank;

    private Alignment(int[] own, int rank) {
        this.own = own;
        this.rank = rank;
    }

    /** {@return the alignment of broadcasting: a tensor of rank {@code own} has the last dims of a call of rank {@code rank}} */
    public static Alignment trailing(int rank, int own) {
        return rank <= CACHED ? TRAILING[rank][own] : make(rank, own);
    }

    private static Alignment make(int rank, int own) {
        int[] map = new int[rank];
        for (int d = 0; d < rank; d++) {
            map[d] = d < rank - own ? NONE : d - (rank - own);
        }
        return new Alignment(map, own);
    }

    /**
     * {@return an alignment}
     *
     * @param own for each dim of the call the tensor's own, or {@link #NONE}; every own dim is named
     */
    public static Alignment of(int... own) {
        int rank = 0;
        for (int d : own) {
            rank = Math.max(rank, d + 1);
        }
        return new Alignment(own.clone(), rank);
    }

    /** {@return the tensor's dim for the call's dim {@code dim}, or {@link #NONE}} */
    int own(int dim) {
        return own[dim];
    }

    /** {@return strides along the dims of the call, 0 along those that are not of the named dims {@code mask}} */
    long[] strides(Binding binding, int mask, long[] ownStrides) {
        long[] strides = new long[own.length];
        for (int d = 0; d < own.length; d++) {
            strides[d] = own[d] != NONE && binding.isIn(d, mask) ? ownStrides[own[d]] * within(binding, d) : 0;
        }
        return strides;
    }

    /** {@return how many own elements one step along dim {@code d} of the call passes: the sizes of those that divide the same own dim further} */
    private long within(Binding binding, int d) {
        long within = 1;
        for (int inner = d + 1; inner < own.length; inner++) {
            within *= own[inner] == own[d] ? binding.size(inner) : 1;
        }
        return within;
    }

    /** {@return the size that the tensor's dim for the call's dim {@code d} has unless it broadcasts} */
    long whole(long[] sizes, int d) {
        long whole = 1;
        for (int other = 0; other < own.length; other++) {
            whole *= own[other] == own[d] ? sizes[other] : 1;
        }
        return whole;
    }

    /** {@return the shape of a tensor that varies along the named dims {@code mask}; size 1 along its others} */
    Shape shape(Binding binding, int mask) {
        long[] sizes = new long[rank];
        Arrays.fill(sizes, 1);
        for (int d = 0; d < own.length; d++) {
            if (own[d] != NONE && binding.isIn(d, mask)) {
                sizes[own[d]] *= binding.size(d);
            }
        }
        return Shape.of(sizes);
    }
}
