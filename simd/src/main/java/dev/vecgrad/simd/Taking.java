package dev.vecgrad.simd;

import dev.vecgrad.spi.Workers;
import dev.vecgrad.type.DType;

/** Reading at named places, slice by slice where neighbours have one place, else element by element. The work is divided along the way, or along few long slices. */
final class Taking {
    private static final long GRAIN = 1 << 14;

    private static final int FEW_SLICES = 8;

    private final IndexedWalk walk;
    private final int shift;

    /** Reads elements of this dtype along {@code walk}. */
    Taking(IndexedWalk walk, DType dtype) {
        this.walk = walk;
        this.shift = Types.shift(dtype);
    }

    /** Reads all. */
    void run(Workers workers) {
        if (walk.hasSlices(1 << shift)) {
            slices(workers, walk.withoutColumns(), walk.columns());
        } else {
            workers.forEach(
                    walk.numel(), GRAIN, (begin, end) -> walk.visit(begin, end, span -> Reading.run(shift, span)));
        }
    }

    private void slices(Workers workers, IndexedWalk places, long columns) {
        long n = places.numel();
        if (n < FEW_SLICES) {
            workers.forEach(columns, GRAIN, (begin, end) -> places.visit(0, n, span -> slices(span, begin, end)));
        } else {
            long grain = Math.max(1, GRAIN / columns);
            workers.forEach(n, grain, (begin, end) -> places.visit(begin, end, span -> slices(span, 0, columns)));
        }
    }

    private void slices(IndexedSpan span, long begin, long end) {
        Slices.take(span, begin << shift, end - begin << shift);
    }
}
