package dev.vecgrad.simd;

import dev.vecgrad.ir.Meeting;
import dev.vecgrad.spi.Workers;
import dev.vecgrad.type.DType;
import java.util.Arrays;
import java.util.stream.IntStream;

/*
 * Two places of the way may name one element only if they differ in nothing but dims along which the named operand does not move. So
 * the work is divided along the other dims: no two threads meet at an element, and whoever has an element goes through the places that
 * name it in their order. The dims are walked in this order: those that divide the work, those that may meet, and the columns if the
 * named operand moves along them.
 */
/** Writing at named places, in row-major order of the way: the same bits for any number of threads. */
final class Putting {
    private static final long GRAIN = 1 << 14;

    /** If fewer rows can be shared out, columns are. */
    private static final int FEW_ROWS = 8;

    private static final int LEAST_COLUMNS = 16;

    private final IndexedWalk way;
    private final IndexedWalk walk;
    private final DType dtype;
    private final Meeting meeting;
    private final boolean columnsMove;
    private final long outer;

    /** Writes elements of this dtype along {@code way}. */
    Putting(IndexedWalk way, DType dtype, Meeting meeting) {
        this.way = way;
        this.dtype = dtype;
        this.meeting = meeting;
        this.columnsMove = way.moves(way.rank() - 1);
        int[] dividing = IntStream.range(0, outerRank()).filter(way::moves).toArray();
        this.walk = way.only(order(dividing)).verified();
        this.outer = Arrays.stream(dividing).mapToLong(way::size).reduce(1, (a, b) -> a * b);
    }

    private int outerRank() {
        return columnsMove ? way.rank() - 1 : way.rank();
    }

    private int[] order(int[] dividing) {
        IntStream meetingDims = IntStream.range(0, outerRank()).filter(d -> !way.moves(d));
        IntStream columns = IntStream.range(outerRank(), way.rank());
        return IntStream.concat(IntStream.concat(Arrays.stream(dividing), meetingDims), columns)
                .toArray();
    }

    /** Writes all, or nothing if an index is out of range. */
    void run(Workers workers) {
        check(workers);
        if (columnsMove && walk.hasSlices(dtype.itemSize()) && Slices.canMeet(dtype, meeting)) {
            slices(workers, walk.withoutColumns());
        } else if (columnsMove && outer < FEW_ROWS) {
            divideColumns(workers, (begin, end) -> walk.visitColumns(begin, end, this::elements));
        } else {
            divideRows(workers, walk, 1, this::elements);
        }
    }

    /** Looks at every index once. */
    private void check(Workers workers) {
        IndexedWalk indices = way.ofIndices();
        workers.forEach(indices.numel(), GRAIN, (begin, end) -> indices.visit(begin, end, _ -> {}));
    }

    private void slices(Workers workers, IndexedWalk places) {
        long n = places.numel();
        if (outer < FEW_ROWS) {
            divideColumns(workers, (begin, end) -> places.visit(0, n, span -> slices(span, begin, end)));
        } else {
            divideRows(workers, places, walk.columns(), span -> slices(span, 0, walk.columns()));
        }
    }

    private void divideColumns(Workers workers, Workers.RangeTask task) {
        long rows = walk.numel() / walk.columns();
        long share = Math.ceilDiv(walk.columns(), 2L * workers.parallelism());
        workers.forEach(walk.columns(), Math.max(LEAST_COLUMNS, Math.max(share, GRAIN / rows)), task);
    }

    private void divideRows(Workers workers, IndexedWalk places, long weight, IndexedWalk.Visitor visitor) {
        long each = places.numel() / outer;
        long grain = Math.max(1, GRAIN / (each * weight));
        workers.forEach(outer, grain, (begin, end) -> places.visit(begin * each, end * each, visitor));
    }

    private void slices(IndexedSpan span, long begin, long end) {
        Slices.meet(dtype, meeting, span, begin, end);
    }

    private void elements(IndexedSpan span) {
        Meetings.run(dtype, meeting, span);
    }
}
