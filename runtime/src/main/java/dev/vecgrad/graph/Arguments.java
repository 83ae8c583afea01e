package dev.vecgrad.graph;

import dev.vecgrad.core.Value;
import dev.vecgrad.type.ShapeException;
import java.util.Arrays;

/** Operands of a call of a {@link LibraryFunction} as they stand to the call's dims. */
public final class Arguments {
    private static final int DTYPE_BITS = 4;

    private final Value[] values;
    private final Alignment[] alignments;
    private final long[] sizes;
    private final int[] roles;
    private final int[] shown;

    private Arguments(Value[] values, Alignment[] alignments, long[] sizes, int[] roles, int[] shown) {
        this.values = values;
        this.alignments = alignments;
        this.sizes = sizes;
        this.roles = roles;
        this.shown = shown;
    }

    private static int[] identity(int rank) {
        int[] dims = new int[rank];
        Arrays.setAll(dims, d -> d);
        return dims;
    }

    /**
     * {@return operands that broadcast to {@code sizes}}
     *
     * @param sizes the sizes of the call's dims
     * @param roles their roles
     */
    public static Arguments broadcast(long[] sizes, int[] roles, Value... values) {
        Alignment[] alignments = new Alignment[values.length];
        for (int i = 0; i < values.length; i++) {
            alignments[i] = Alignment.trailing(sizes.length, values[i].rank());
        }
        return new Arguments(values, alignments, sizes, roles, identity(sizes.length));
    }

    /** {@return one operand whose marked dims are rows, the others kept} */
    public static Arguments rows(Value value, boolean[] rows) {
        int[] roles = new int[rows.length];
        for (int d = 0; d < roles.length; d++) {
            roles[d] = rows[d] ? LibraryFunction.ROW : LibraryFunction.KEPT;
        }
        return broadcast(value.shape().toArray(), roles, value);
    }

    /** {@return operands with alignments of their own} */
    public static Arguments aligned(long[] sizes, int[] roles, Alignment[] alignments, Value... values) {
        return new Arguments(values, alignments.clone(), sizes, roles, identity(sizes.length));
    }

    /**
     * {@return the same for a call some of whose dims divide one dim of its results}
     *
     * @param dims for each dim of the call the results' dim, in order
     */
    public Arguments shownIn(int... dims) {
        return new Arguments(values, alignments, sizes, roles, dims.clone());
    }

    Value[] values() {
        return values;
    }

    Alignment[] alignments() {
        return alignments;
    }

    long[] sizes() {
        return sizes;
    }

    int[] roles() {
        return roles;
    }

    /** {@return for each dim of the call the results' dim} */
    int[] shown() {
        return shown;
    }

    /** {@return the operands' dtypes as one number} */
    long dtypes() {
        long dtypes = 1;
        for (Value value : values) {
            dtypes = dtypes << DTYPE_BITS | value.dtype().ordinal();
        }
        return dtypes;
    }

    /** {@return the kind of each dim: which operands have it, not broadcast, and its role} */
    int[] kinds() {
        int[] kinds = new int[sizes.length];
        for (int d = 0; d < kinds.length; d++) {
            kinds[d] = Signature.kind(presence(d), roles[d]);
        }
        return kinds;
    }

    private int presence(int d) {
        int presence = 0;
        for (int i = 0; i < values.length; i++) {
            int own = alignments[i].own(d);
            if (own != Alignment.NONE && has(values[i].shape().size(own), alignments[i].whole(sizes, d), d)) {
                presence |= 1 << i;
            }
        }
        return presence;
    }

    private static boolean has(long size, long whole, int d) {
        if (size != whole && size != 1) {
            throw new ShapeException("broadcast: The size of tensor a (" + size + ") must match the size of tensor b ("
                    + whole + ") at non-singleton dimension " + d + ": sizes are equal or 1");
        }
        return size == whole;
    }
}
