package dev.vecgrad.simd;

import dev.vecgrad.ir.Region;
import dev.vecgrad.spi.Workers;
import dev.vecgrad.type.DType;
import java.lang.foreign.ValueLayout;

/*
 * Gather and index select are one walk, as are scatter and index add: a one-dim index is an index whose other strides are 0.
 * The walk goes over all dims but the last, the columns are an inner loop. Adding divides the work so that no two threads meet at an
 * element and each element's terms come in order: by columns, or by rows if the indexed dim is the last one.
 */
/** Reading and adding at places that an int64 operand names. */
final class Indexed {
    private static final long GRAIN = 1 << 14;

    private final int dim;
    private final int last;
    private final long[] sizes;
    private final DType dtype;
    private final int shift;
    private final long[][] strides;
    private final long[] addresses;
    private final long indexedStep;

    /**
     * A walk.
     *
     * @param dim the dim along which places are named
     * @param indexed the operand with named places
     * @param index the places; of the shape of {@code plain}, or of one dim
     * @param plain the other operand
     * @param addresses of these three
     */
    Indexed(int dim, Region indexed, Region index, Region plain, long[] addresses) {
        this.dim = dim;
        this.sizes = plain.sizes();
        this.last = sizes.length - 1;
        this.dtype = plain.dtype();
        this.shift = Types.shift(dtype);
        this.addresses = addresses;
        this.indexedStep = indexed.strides()[dim] << shift;
        long[] free = indexed.strides().clone();
        free[dim] = 0;
        this.strides = new long[][] {free, expanded(index), plain.strides()};
    }

    private long[] expanded(Region index) {
        if (index.sizes().length == sizes.length && sizes.length != 1) {
            return index.strides();
        }
        long[] expanded = new long[sizes.length];
        expanded[dim] = index.strides()[0];
        return expanded;
    }

    /** Copies from the named places. */
    void gather(Workers workers) {
        long rows = Odometer.numel(sizes, last);
        long grain = Math.max(1, GRAIN / Math.max(1, sizes[last]));
        workers.forEach(rows, grain, (begin, end) -> walk(begin, end, 0, sizes[last], this::gatherRow));
    }

    /** Adds to the named places. */
    void add(Workers workers) {
        long rows = Odometer.numel(sizes, last);
        if (dim == last) {
            long grain = Math.max(1, GRAIN / Math.max(1, sizes[last]));
            workers.forEach(rows, grain, (begin, end) -> walk(begin, end, 0, sizes[last], this::addRow));
        } else {
            long grain = Math.max(16, GRAIN / Math.max(1, rows));
            workers.forEach(sizes[last], grain, (begin, end) -> walk(0, rows, begin, end, this::addRow));
        }
    }

    /** What is done with the columns of a row whose operands begin at {@code at}. */
    private interface Row {
        void run(long[] at, long from, long to);
    }

    private void walk(long begin, long end, long from, long to, Row row) {
        Odometer rows = new Odometer();
        rows.set(sizes, last, strides, new int[] {shift, 3, shift});
        rows.seek(addresses, begin);
        for (long r = begin; r < end; r++) {
            row.run(rows.at(), from, to);
            rows.next();
        }
    }

    private long step(int operand) {
        return strides[operand][last] << (operand == 1 ? 3 : shift);
    }

    private static long index(long address) {
        return Memory.ALL.get(ValueLayout.JAVA_LONG_UNALIGNED, address);
    }

    private void gatherRow(long[] at, long from, long to) {
        if (dim != last && step(1) == 0) {
            long source = at[0] + index(at[1]) * indexedStep + from * step(0);
            Copies.strided(source, step(0), at[2] + from * step(2), step(2), (int) (to - from), shift);
            return;
        }
        for (long c = from; c < to; c++) {
            long source = at[0] + c * step(0) + index(at[1] + c * step(1)) * indexedStep;
            Copies.strided(source, 0, at[2] + c * step(2), 0, 1, shift);
        }
    }

    private void addRow(long[] at, long from, long to) {
        for (long c = from; c < to; c++) {
            long target = at[0] + c * step(0) + index(at[1] + c * step(1)) * indexedStep;
            add(target, at[2] + c * step(2));
        }
    }

    private void add(long to, long from) {
        switch (dtype) {
            case FLOAT32 -> {
                ValueLayout.OfFloat f = ValueLayout.JAVA_FLOAT_UNALIGNED;
                Memory.ALL.set(f, to, Memory.ALL.get(f, to) + Memory.ALL.get(f, from));
            }
            case FLOAT64 -> {
                ValueLayout.OfDouble d = ValueLayout.JAVA_DOUBLE_UNALIGNED;
                Memory.ALL.set(d, to, Memory.ALL.get(d, to) + Memory.ALL.get(d, from));
            }
            case INT32 -> {
                ValueLayout.OfInt i = ValueLayout.JAVA_INT_UNALIGNED;
                Memory.ALL.set(i, to, Memory.ALL.get(i, to) + Memory.ALL.get(i, from));
            }
            case INT64 -> {
                ValueLayout.OfLong l = ValueLayout.JAVA_LONG_UNALIGNED;
                Memory.ALL.set(l, to, Memory.ALL.get(l, to) + Memory.ALL.get(l, from));
            }
            case BOOL -> {
                ValueLayout.OfByte b = ValueLayout.JAVA_BYTE;
                Memory.ALL.set(b, to, (byte) (Memory.ALL.get(b, to) | Memory.ALL.get(b, from)));
            }
        }
    }
}
