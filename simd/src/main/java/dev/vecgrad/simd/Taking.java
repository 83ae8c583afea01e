package dev.vecgrad.simd;

import dev.vecgrad.spi.Workers;
import dev.vecgrad.type.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Reading at named places. The work is divided by rows, or by columns of few long rows. */
final class Taking {
    private static final long GRAIN = 1 << 14;

    private final IndexedWalk walk;
    private final int shift;
    private final boolean onePlace;

    /** Reads elements of this dtype along {@code walk}. */
    Taking(IndexedWalk walk, DType dtype) {
        this.walk = walk;
        this.shift = Types.shift(dtype);
        this.onePlace = walk.isOnePlace();
    }

    /** Reads all. */
    void run(Workers workers) {
        long rows = walk.rows();
        long columns = walk.columns();
        if (rows > columns || columns <= GRAIN) {
            long grain = Math.max(1, GRAIN / columns);
            workers.forEach(rows, grain, (begin, end) -> walk.visit(begin, end, 0, columns, this::row));
        } else {
            long grain = Math.max(IndexedWalk.BLOCK, GRAIN / rows);
            workers.forEach(columns, grain, (begin, end) -> walk.visit(0, rows, begin, end, this::row));
        }
    }

    private void row(long[] at, int columns, long[] offsets) {
        long to = at[walk.plain()];
        if (onePlace) {
            copy(at[0] + walk.offset(at), to, columns);
            return;
        }
        walk.lookUp(at, columns, offsets);
        switch (shift) {
            case 0 -> bytes(at[0], walk.namedStep(), offsets, columns, to, walk.plainStep());
            case 2 -> ints(at[0], walk.namedStep(), offsets, columns, to, walk.plainStep());
            default -> longs(at[0], walk.namedStep(), offsets, columns, to, walk.plainStep());
        }
    }

    private void copy(long from, long to, int columns) {
        long item = 1L << shift;
        if (walk.namedStep() == item && walk.plainStep() == item) {
            MemorySegment.copy(Memory.ALL, from, Memory.ALL, to, columns * item);
        } else {
            Copies.strided(from, walk.namedStep(), to, walk.plainStep(), columns, shift);
        }
    }

    private static void bytes(long from, long fromStep, long[] offsets, int n, long to, long toStep) {
        for (int c = 0; c < n; c++) {
            byte element = Memory.ALL.get(ValueLayout.JAVA_BYTE, from + c * fromStep + offsets[c]);
            Memory.ALL.set(ValueLayout.JAVA_BYTE, to + c * toStep, element);
        }
    }

    private static void ints(long from, long fromStep, long[] offsets, int n, long to, long toStep) {
        for (int c = 0; c < n; c++) {
            int element = Memory.ALL.get(ValueLayout.JAVA_INT_UNALIGNED, from + c * fromStep + offsets[c]);
            Memory.ALL.set(ValueLayout.JAVA_INT_UNALIGNED, to + c * toStep, element);
        }
    }

    private static void longs(long from, long fromStep, long[] offsets, int n, long to, long toStep) {
        for (int c = 0; c < n; c++) {
            long element = Memory.ALL.get(ValueLayout.JAVA_LONG_UNALIGNED, from + c * fromStep + offsets[c]);
            Memory.ALL.set(ValueLayout.JAVA_LONG_UNALIGNED, to + c * toStep, element);
        }
    }
}
