package dev.vecgrad.simd;

import java.lang.foreign.Arena;

/**
 * Goes along rows of an {@link IndexedWalk} and shows them span by span, the indices checked. A single index that never counts from the end is
 * read where it is; one that may is made to count from the start, and several are made one offset in bytes, block by block.
 */
final class IndexedRows {
    /** The most columns of a span: their indices stay in the nearest cache between the check and the use. */
    static final int BLOCK = 2048;

    private final IndexedWalk walk;
    private final IndexLookUp lookUp;
    private final Odometer rows = new Odometer();
    private final IndexedSpan span = new IndexedSpan();
    private final long offsets;

    /** Starts at a row; {@code arena} gives room for offsets. */
    IndexedRows(IndexedWalk walk, long row, Arena arena) {
        this.walk = walk;
        this.lookUp = walk.lookUp();
        walk.start(rows, walk.rank() - 1);
        walk.seek(rows, row);
        span.namedStep = walk.namedStep();
        span.plainStep = walk.plainStep();
        span.item = lookUp.item();
        span.range = lookUp.range();
        span.scale = lookUp.scale();
        if (lookUp.isDirect()) {
            this.offsets = 0;
            span.indexStep = walk.step(1);
        } else {
            this.offsets = arena.allocate((long) Long.BYTES * Math.min(BLOCK, walk.columns()), Long.BYTES)
                    .address();
            span.index = offsets;
            span.indexStep = Long.BYTES;
        }
    }

    /** Goes to the next row. */
    void next() {
        rows.next();
    }

    /** Shows columns {@code from} to before {@code to} of this row. */
    void show(long from, long to, IndexedWalk.Visitor visitor) {
        for (long c = from; c < to; c += BLOCK) {
            span.n = (int) Math.min(BLOCK, to - c);
            span.named = address(0, c);
            span.plain = address(walk.plain(), c);
            if (!look(c)) {
                throw walk.firstOutOfRange();
            }
            visitor.visit(span);
        }
    }

    /**
     * Reads the span's indices; {@return whether all are within range} Those that have been looked at before are looked at again, as they may
     * have changed, but for dense spans, whose loops cannot leave their vector.
     */
    private boolean look(long column) {
        if (lookUp.isDirect()) {
            span.index = address(1, column);
            return walk.isVerified() && span.isDense() || lookUp.areInRange(span.index, span.indexStep, span.n);
        }
        long signs = 0;
        for (int k = 0; k < lookUp.count(); k++) {
            signs |= lookUp.write(k, address(k + 1, column), walk.step(k + 1), span.n, offsets);
        }
        return signs >= 0;
    }

    private long address(int operand, long column) {
        return rows.at()[operand] + column * walk.step(operand);
    }
}
