package dev.vecgrad.simd;

import dev.vecgrad.ir.Indices;
import dev.vecgrad.ir.Region;
import dev.vecgrad.type.IndexException;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * The way of a call over places that index operands name: rows of columns, the columns being the last dim.
 *
 * <p>Operands are the named one, the indices, and the plain one that lies along the way. Dims of size 1 are left out and neighbours that
 * every operand allows are taken together, so that a slice of several dims is one row.
 */
final class IndexedWalk {
    /** The most columns that are looked up at once. */
    static final int BLOCK = 2048;

    private final Indices indices;
    private final long[] origins;
    private final long[] ranges;
    private final long[] steps;
    private final long[] sizes;
    private final long[][] strides;

    /** What is done with columns of a row. */
    @FunctionalInterface
    interface Row {
        /**
         * Does it.
         *
         * @param at each operand's address at the first of these columns
         * @param columns how many there are, at most {@link #BLOCK}
         * @param offsets room for as many
         */
        void run(long[] at, int columns, long[] offsets);
    }

    private IndexedWalk(Indices indices, long[] origins, long[] ranges, long[] steps, long[] sizes, long[][] strides) {
        this.indices = indices;
        this.origins = origins;
        this.ranges = ranges;
        this.steps = steps;
        this.sizes = sizes;
        this.strides = strides;
    }

    /** {@return the way over these operands: the named one, the indices, the plain one} */
    static IndexedWalk of(Indices indices, Region[] operands, long[] addresses) {
        Region named = operands[0];
        int shift = Types.shift(named.dtype());
        long[] sizes = operands[operands.length - 1].sizes();
        int rank = sizes.length;
        long[] ranges = Arrays.copyOfRange(named.sizes(), rank, rank + indices.count());
        long[] steps = new long[ranges.length];
        Arrays.setAll(steps, k -> named.strides()[rank + k] << shift);
        long[][] strides = new long[operands.length][rank];
        for (int i = 0; i < strides.length; i++) {
            int own = Types.shift(operands[i].dtype());
            for (int d = 0; d < rank; d++) {
                strides[i][d] = operands[i].strides()[d] << own;
            }
        }
        return new IndexedWalk(indices, addresses, ranges, steps, sizes, strides).collapsed();
    }

    private IndexedWalk collapsed() {
        long[] joined = new long[sizes.length];
        long[][] kept = new long[strides.length][sizes.length];
        int n = 0;
        for (int d = 0; d < sizes.length; d++) {
            if (sizes[d] == 1) {
                continue;
            }
            n -= n > 0 && joins(kept, n - 1, d) ? 1 : 0;
            joined[n] = Math.max(1, joined[n]) * sizes[d];
            for (int i = 0; i < strides.length; i++) {
                kept[i][n] = strides[i][d];
            }
            n++;
        }
        int rank = Math.max(1, n);
        if (n == 0) {
            joined[0] = 1;
        }
        return with(Arrays.copyOf(joined, rank), cut(kept, rank));
    }

    private static long[][] cut(long[][] strides, int rank) {
        return Arrays.stream(strides).map(own -> Arrays.copyOf(own, rank)).toArray(long[][]::new);
    }

    private boolean joins(long[][] kept, int outer, int dim) {
        for (int i = 0; i < strides.length; i++) {
            if (kept[i][outer] != strides[i][dim] * sizes[dim]) {
                return false;
            }
        }
        return true;
    }

    private IndexedWalk with(long[] newSizes, long[][] newStrides) {
        return new IndexedWalk(indices, origins, ranges, steps, newSizes, newStrides);
    }

    /** {@return the same way with the dims in another order} */
    IndexedWalk ordered(int[] order) {
        long[] newSizes = new long[order.length];
        long[][] newStrides = new long[strides.length][order.length];
        for (int d = 0; d < order.length; d++) {
            newSizes[d] = sizes[order[d]];
            for (int i = 0; i < strides.length; i++) {
                newStrides[i][d] = strides[i][order[d]];
            }
        }
        return with(newSizes, newStrides);
    }

    /** {@return the number of dims} */
    int rank() {
        return sizes.length;
    }

    /** {@return the size of a dim} */
    long size(int dim) {
        return sizes[dim];
    }

    /** {@return the number of columns} */
    long columns() {
        return sizes[sizes.length - 1];
    }

    /** {@return the number of rows} */
    long rows() {
        return Odometer.numel(sizes, sizes.length - 1);
    }

    /** {@return whether the named operand moves along a dim} */
    boolean moves(int dim) {
        return strides[0][dim] != 0;
    }

    /** {@return the bytes from column to column of the named operand} */
    long namedStep() {
        return strides[0][sizes.length - 1];
    }

    /** {@return the bytes from column to column of the plain operand} */
    long plainStep() {
        return strides[strides.length - 1][sizes.length - 1];
    }

    /** {@return the number of the plain operand} */
    int plain() {
        return strides.length - 1;
    }

    /** {@return whether all columns of a row have one place} */
    boolean isOnePlace() {
        for (int k = 0; k < ranges.length; k++) {
            if (strides[k + 1][sizes.length - 1] != 0) {
                return false;
            }
        }
        return true;
    }

    /** Visits columns {@code from} to before {@code to} of rows {@code begin} to before {@code end}, block by block. */
    void visit(long begin, long end, long from, long to, Row row) {
        Odometer rows = new Odometer();
        rows.set(sizes, sizes.length - 1, strides, new int[strides.length]);
        rows.seek(origins, begin);
        long[] offsets = new long[(int) Math.min(BLOCK, to - from)];
        long[] at = new long[strides.length];
        for (long r = begin; r < end; r++) {
            for (long c = from; c < to; c += BLOCK) {
                for (int i = 0; i < at.length; i++) {
                    at[i] = rows.at()[i] + c * strides[i][sizes.length - 1];
                }
                row.run(at, (int) Math.min(BLOCK, to - c), offsets);
            }
            rows.next();
        }
    }

    /** {@return how far the place of all columns of a row lies from the named operand's address there} */
    long offset(long[] at) {
        long[] one = new long[1];
        lookUp(at, 1, one);
        return one[0];
    }

    /**
     * Writes for each of these columns how far its place lies from the named operand's address there, in bytes.
     *
     * @throws IndexException if an index is out of its range
     */
    void lookUp(long[] at, int columns, long[] offsets) {
        Arrays.fill(offsets, 0, columns, 0);
        long signs = 0;
        for (int k = 0; k < ranges.length; k++) {
            long below = -indices.lowest(ranges[k]);
            signs |= add(at[k + 1], strides[k + 1][sizes.length - 1], columns, offsets, ranges[k], below, steps[k]);
        }
        if (signs < 0) {
            throw firstOutOfRange();
        }
    }

    /** Adds the offsets of one index; {@return a negative number if an index is out of range}. */
    private static long add(long address, long stride, int columns, long[] offsets, long range, long below, long step) {
        long signs = 0;
        long last = range - 1;
        for (int c = 0; c < columns; c++) {
            long index = Memory.ALL.get(ValueLayout.JAVA_LONG_UNALIGNED, address + c * stride);
            signs |= index + below | last - index;
            offsets[c] += (index + (index >> 63 & range)) * step;
        }
        return signs;
    }

    /** The error of the first place that is out of range, whichever thread has found one. */
    private IndexException firstOutOfRange() {
        Odometer places = new Odometer();
        places.set(sizes, sizes.length, strides, new int[strides.length]);
        places.seek(origins, 0);
        for (long p = Odometer.numel(sizes, sizes.length); p > 0; p--) {
            for (int k = 0; k < ranges.length; k++) {
                long index = Memory.getLong(places.at()[k + 1]);
                if (index < indices.lowest(ranges[k]) || index >= ranges[k]) {
                    return indices.outOfRange(k, index, ranges[k]);
                }
            }
            places.next();
        }
        throw new IllegalStateException("indices changed while " + indices.op() + " ran");
    }
}
