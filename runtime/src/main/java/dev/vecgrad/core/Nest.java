package dev.vecgrad.core;

import dev.vecgrad.ir.Access;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The loop nest of an elementwise op: the dims of its result with each operand's strides, without dims of size 1, in the order
 * in which the result lies in memory, neighbours taken together where every operand allows.
 */
public final class Nest {
    private static final long[] ONE = {1};

    /** By the number of operands; read only. */
    private static final long[][][] UNIT_STRIDES =
            IntStream.range(0, 8).mapToObj(Nest::unitStrides).toArray(long[][][]::new);

    private final long[] sizes;
    private final long[][] strides;

    private Nest(long[] sizes, long[][] strides) {
        this.sizes = sizes;
        this.strides = strides;
    }

    /** {@return the nest of operands that all are {@code numel} elements without gaps in the same order} */
    public static Nest flat(long numel, int operands) {
        long[][] strides = operands < UNIT_STRIDES.length ? UNIT_STRIDES[operands] : unitStrides(operands);
        return new Nest(new long[] {numel}, strides);
    }

    private static long[][] unitStrides(int operands) {
        long[][] strides = new long[operands][];
        Arrays.fill(strides, ONE);
        return strides;
    }

    /**
     * {@return the nest over {@code sizes}}
     *
     * @param sizes the dims of the result, outermost first
     * @param strides per operand, a stride for each dim, 0 where it broadcasts
     * @param leader the operand in whose order of memory the dims are walked; negative: in the given order
     */
    public static Nest of(long[] sizes, long[][] strides, int leader) {
        int[] order = order(sizes, leader < 0 ? null : strides[leader]);
        long[] collapsed = new long[order.length];
        long[][] kept = new long[strides.length][order.length];
        int n = 0;
        for (int dim : order) {
            if (n > 0 && joins(strides, kept, n - 1, dim, sizes[dim])) {
                n--;
                collapsed[n] *= sizes[dim];
            } else {
                collapsed[n] = sizes[dim];
            }
            for (int i = 0; i < strides.length; i++) {
                kept[i][n] = strides[i][dim];
            }
            n++;
        }
        return n == 0 ? scalar(strides.length) : new Nest(Arrays.copyOf(collapsed, n), cut(kept, n));
    }

    private static Nest scalar(int operands) {
        return flat(1, operands);
    }

    private static long[][] cut(long[][] strides, int n) {
        long[][] cut = new long[strides.length][];
        for (int i = 0; i < strides.length; i++) {
            cut[i] = Arrays.copyOf(strides[i], n);
        }
        return cut;
    }

    private static boolean joins(long[][] strides, long[][] kept, int outer, int dim, long size) {
        for (int i = 0; i < strides.length; i++) {
            if (kept[i][outer] != strides[i][dim] * size) {
                return false;
            }
        }
        return true;
    }

    /** The dims above size 1; by falling stride of the leader, an insertion sort that leaves equal ones in their order. */
    private static int[] order(long[] sizes, long @Nullable [] leader) {
        int[] order = new int[sizes.length];
        int n = 0;
        for (int dim = 0; dim < sizes.length; dim++) {
            if (sizes[dim] != 1) {
                int at = n++;
                while (leader != null && at > 0 && Math.abs(leader[order[at - 1]]) < Math.abs(leader[dim])) {
                    order[at] = order[at - 1];
                    at--;
                }
                order[at] = dim;
            }
        }
        return Arrays.copyOf(order, n);
    }

    /** {@return the sizes, at least one} */
    public long[] sizes() {
        return sizes;
    }

    /** {@return per operand, a stride for each size} */
    public long[][] strides() {
        return strides;
    }

    /** {@return how operand {@code i} moves along the last dim} */
    public Access access(int i) {
        long[] own = strides[i];
        return Access.of(own[own.length - 1]);
    }

    /** {@return all accesses as one number, two bits each: the key of a kernel table} */
    public long accessKey() {
        long key = 1;
        for (int i = 0; i < strides.length; i++) {
            key = key << 2 | access(i).ordinal();
        }
        return key;
    }

    /** {@return the key of operands that all lie without gaps} */
    static long denseKey(int operands) {
        return 1L << 2 * operands;
    }

    /** {@return strides of {@code own} as seen from a shape of {@code rank} dims to which it broadcasts} */
    static long[] broadcastStrides(Value own, long[] target) {
        int lead = target.length - own.rank();
        if (lead == 0 && own.numel() == product(target)) {
            return own.strides();
        }
        long[] strides = new long[target.length];
        for (int d = lead; d < target.length; d++) {
            strides[d] = own.shape().size(d - lead) == 1 ? 0 : own.strides()[d - lead];
        }
        return strides;
    }

    private static long product(long[] sizes) {
        long n = 1;
        for (long size : sizes) {
            n *= size;
        }
        return n;
    }
}
