package dev.vecgrad.graph;

import dev.vecgrad.core.Value;
import dev.vecgrad.type.DType;
import java.util.Arrays;
import java.util.List;

/**
 * What a plan of a library function depends on: the dtypes, and the kinds of dims in their order. A kind is which inputs have the dim
 * and its role; dims of one kind are one named dim. No size is part of it.
 */
final class Signature {
    private static final int ROLE_SHIFT = 24;

    private final int[] kinds;
    private final long dtypes;
    private final boolean saving;

    /**
     * The signature of a call.
     *
     * @param kinds the kinds of its dims in the order of the named dims, each once
     * @param dtypes the operands' dtypes as one number
     * @param saving whether gradients will be wanted
     */
    Signature(int[] kinds, long dtypes, boolean saving) {
        this.kinds = kinds;
        this.dtypes = dtypes;
        this.saving = saving;
    }

    /** {@return the kind of a dim that the inputs {@code presence} have, a bit for each} */
    static int kind(int presence, int role) {
        return role << ROLE_SHIFT | presence;
    }

    /** {@return the roles of the named dims} */
    int[] roles() {
        int[] roles = new int[kinds.length];
        for (int d = 0; d < roles.length; d++) {
            roles[d] = kinds[d] >>> ROLE_SHIFT;
        }
        return roles;
    }

    /** {@return for each of the call's dims the bit of its named dim} */
    int[] bits(int[] callKinds) {
        int[] bits = new int[callKinds.length];
        for (int d = 0; d < bits.length; d++) {
            bits[d] = 1 << indexOf(callKinds[d]);
        }
        return bits;
    }

    private int indexOf(int kind) {
        int index = 0;
        while (kinds[index] != kind) {
            index++;
        }
        return index;
    }

    /** {@return the named dims that input {@code index} has} */
    int dims(int index) {
        int mask = 0;
        for (int d = 0; d < kinds.length; d++) {
            mask |= (kinds[d] >> index & 1) << d;
        }
        return mask;
    }

    /** {@return the inputs' terms in a new graph} */
    List<Term> inputs(Graph graph, Value[] in) {
        Term[] terms = new Term[in.length];
        for (int i = 0; i < in.length; i++) {
            DType dtype = in[i].dtype();
            terms[i] = graph.input(i, dtype, dims(i));
        }
        return List.of(terms);
    }

    boolean saving() {
        return saving;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Signature s
                && dtypes == s.dtypes
                && saving == s.saving
                && Arrays.equals(kinds, s.kinds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(kinds) * 31 + Long.hashCode(dtypes) + Boolean.hashCode(saving);
    }
}
