package dev.vecgrad.simd;

import dev.vecgrad.ir.Indices;
import dev.vecgrad.ir.Region;
import java.lang.foreign.Arena;
import java.util.stream.IntStream;

/**
 * The way of a call over places that index operands name: rows of columns, the columns being the last dim.
 *
 * <p>Operands are the named one, the indices, and the plain one that lies along the way. Dims of size 1 are left out and neighbours that
 * every operand allows are taken together, so that a slice of several dims is one row.
 */
final class IndexedWalk {
    private final IndexLookUp lookUp;
    private final long[] origins;
    private final long[] sizes;
    private final long[][] strides;
    private final boolean verified;

    /** What is done with places. */
    @FunctionalInterface
    interface Visitor {
        /** Does it; the span is valid until this returns. */
        void visit(IndexedSpan span);
    }

    private IndexedWalk(IndexLookUp lookUp, long[] origins, long[] sizes, long[][] strides, boolean verified) {
        this.lookUp = lookUp;
        this.origins = origins;
        this.sizes = sizes;
        this.strides = strides;
        this.verified = verified;
    }

    /** {@return the way over these operands: the named one, the indices, the plain one} */
    static IndexedWalk of(Indices indices, Region[] operands, long[] addresses) {
        long[] sizes = operands[operands.length - 1].sizes();
        int rank = sizes.length;
        long[][] strides = new long[operands.length][rank];
        for (int i = 0; i < strides.length; i++) {
            int shift = Types.shift(operands[i].dtype());
            for (int d = 0; d < rank; d++) {
                strides[i][d] = operands[i].strides()[d] << shift;
            }
        }
        IndexLookUp lookUp = new IndexLookUp(indices, operands[0], rank);
        return new IndexedWalk(lookUp, addresses, sizes, strides, false).collapsed();
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
        return new IndexedWalk(lookUp, origins, joined, kept, verified)
                .only(IntStream.range(0, n).toArray());
    }

    private boolean joins(long[][] kept, int outer, int dim) {
        for (int i = 0; i < strides.length; i++) {
            if (kept[i][outer] != strides[i][dim] * sizes[dim]) {
                return false;
            }
        }
        return true;
    }

    /** {@return the way along these dims alone, in this order} */
    IndexedWalk only(int[] dims) {
        int rank = Math.max(1, dims.length);
        long[] newSizes = new long[rank];
        long[][] newStrides = new long[strides.length][rank];
        newSizes[0] = 1;
        for (int d = 0; d < dims.length; d++) {
            newSizes[d] = sizes[dims[d]];
            for (int i = 0; i < strides.length; i++) {
                newStrides[i][d] = strides[i][dims[d]];
            }
        }
        return new IndexedWalk(lookUp, origins, newSizes, newStrides, verified);
    }

    /** {@return the same way, all indices of which have been found within range} */
    IndexedWalk verified() {
        return new IndexedWalk(lookUp, origins, sizes, strides, true);
    }

    /** {@return whether all indices have been found within range} */
    boolean isVerified() {
        return verified;
    }

    /** {@return the way over the first column of each row} */
    IndexedWalk withoutColumns() {
        return only(IntStream.range(0, rank() - 1).toArray());
    }

    /** {@return the way along the dims that an index moves along} */
    IndexedWalk ofIndices() {
        return only(IntStream.range(0, rank()).filter(this::hasIndices).toArray());
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

    /** {@return the number of columns of all rows} */
    long numel() {
        return Odometer.numel(sizes, sizes.length);
    }

    /** {@return what the indices mean} */
    IndexLookUp lookUp() {
        return lookUp;
    }

    /** {@return whether the named operand moves along a dim} */
    boolean moves(int dim) {
        return strides[0][dim] != 0;
    }

    private boolean hasIndices(int dim) {
        return IntStream.rangeClosed(1, lookUp.count()).anyMatch(k -> strides[k][dim] != 0);
    }

    /** {@return the bytes from column to column of an operand} */
    long step(int operand) {
        return strides[operand][sizes.length - 1];
    }

    /** {@return the bytes from column to column of the named operand} */
    long namedStep() {
        return step(0);
    }

    /** {@return the bytes from column to column of the plain operand} */
    long plainStep() {
        return step(plain());
    }

    /** {@return the number of the plain operand} */
    int plain() {
        return strides.length - 1;
    }

    /** {@return whether each row is a slice: its columns have one place and stand side by side, an element being {@code item} bytes long} */
    boolean hasSlices(int item) {
        return !hasIndices(sizes.length - 1) && namedStep() == item && plainStep() == item;
    }

    /** Visits places {@code begin} to before {@code end}, in row-major order. */
    void visit(long begin, long end, Visitor visitor) {
        try (Arena arena = Arena.ofConfined()) {
            IndexedRows rows = new IndexedRows(this, begin / columns(), arena);
            long from = begin % columns();
            for (long rest = end - begin; rest > 0; ) {
                long n = Math.min(columns() - from, rest);
                rows.show(from, from + n, visitor);
                rest -= n;
                from = 0;
                rows.next();
            }
        }
    }

    /** Visits columns {@code from} to before {@code to} of every row. */
    void visitColumns(long from, long to, Visitor visitor) {
        try (Arena arena = Arena.ofConfined()) {
            IndexedRows rows = new IndexedRows(this, 0, arena);
            for (long rest = Odometer.numel(sizes, sizes.length - 1); rest > 0; rest--) {
                rows.show(from, to, visitor);
                rows.next();
            }
        }
    }

    /** Starts a walk over the first {@code dims} dims. */
    void start(Odometer odometer, int dims) {
        odometer.set(sizes, dims, strides, new int[strides.length]);
    }

    /** Goes to place number {@code place} of a walk. */
    void seek(Odometer odometer, long place) {
        odometer.seek(origins, place);
    }

    /** {@return the error of the first place that is out of range, whichever thread has found one} */
    RuntimeException firstOutOfRange() {
        Odometer places = new Odometer();
        start(places, sizes.length);
        seek(places, 0);
        for (long p = numel(); p > 0; p--) {
            for (int k = 0; k < lookUp.count(); k++) {
                long index = Memory.getLong(places.at()[k + 1]);
                if (!lookUp.isInRange(k, index)) {
                    return lookUp.outOfRange(k, index);
                }
            }
            places.next();
        }
        return lookUp.changed();
    }
}
