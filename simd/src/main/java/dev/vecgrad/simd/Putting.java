package dev.vecgrad.simd;

import dev.vecgrad.ir.Meeting;
import dev.vecgrad.spi.Workers;
import dev.vecgrad.type.DType;
import java.lang.foreign.MemorySegment;
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
    private final boolean onePlace;
    private final boolean columnsMove;
    private final long outer;

    /** Writes elements of this dtype along {@code way}. */
    Putting(IndexedWalk way, DType dtype, Meeting meeting) {
        this.way = way;
        this.dtype = dtype;
        this.meeting = meeting;
        this.columnsMove = way.moves(way.rank() - 1);
        int[] dividing = IntStream.range(0, outerRank()).filter(way::moves).toArray();
        this.walk = way.ordered(order(dividing));
        this.outer = Arrays.stream(dividing).mapToLong(way::size).reduce(1, (a, b) -> a * b);
        this.onePlace = walk.isOnePlace();
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
        long columns = walk.columns();
        if (columnsMove && outer < FEW_ROWS) {
            long grain = Math.max(LEAST_COLUMNS, GRAIN / walk.rows());
            workers.forEach(columns, grain, (begin, end) -> walk.visit(0, walk.rows(), begin, end, this::row));
        } else {
            long rows = walk.rows() / outer;
            long grain = Math.max(1, GRAIN / (rows * columns));
            workers.forEach(outer, grain, (begin, end) -> walk.visit(begin * rows, end * rows, 0, columns, this::row));
        }
    }

    private void check(Workers workers) {
        long columns = way.isOnePlace() ? 1 : way.columns();
        long grain = Math.max(1, GRAIN / columns);
        if (way.rows() == 1) {
            workers.forEach(columns, GRAIN, (begin, end) -> way.visit(0, 1, begin, end, way::lookUp));
        } else {
            workers.forEach(way.rows(), grain, (begin, end) -> way.visit(begin, end, 0, columns, way::lookUp));
        }
    }

    private void row(long[] at, int columns, long[] offsets) {
        long from = at[walk.plain()];
        if (!onePlace) {
            walk.lookUp(at, columns, offsets);
        } else {
            long offset = walk.offset(at);
            if (isDense() && dense(at[0] + offset, from, columns)) {
                return;
            }
            Arrays.fill(offsets, 0, columns, offset);
        }
        Meetings.run(dtype, meeting, at[0], walk.namedStep(), offsets, columns, from, walk.plainStep());
    }

    private boolean isDense() {
        return walk.namedStep() == dtype.itemSize() && walk.plainStep() == dtype.itemSize();
    }

    /** Writes elements that stand side by side; {@return whether there is a loop for them}. */
    private boolean dense(long to, long from, int n) {
        if (meeting == Meeting.SET) {
            MemorySegment.copy(Memory.ALL, from, Memory.ALL, to, (long) n * dtype.itemSize());
            return true;
        }
        if (meeting == Meeting.ADD && dtype.isFloatingPoint()) {
            if (dtype == DType.FLOAT32) {
                Meetings.addFloats(to, from, n);
            } else {
                Meetings.addDoubles(to, from, n);
            }
            return true;
        }
        return false;
    }
}
