package dev.vecgrad.simd.conv;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.vecgrad.ir.MaxPool;
import dev.vecgrad.simd.conv.AxisPlan.Phase;
import dev.vecgrad.simd.conv.AxisPlan.Tap;
import dev.vecgrad.spi.Workers;
import java.lang.foreign.MemorySegment;

/*
 * Windows lie on images as weights do, so planes are copied as for a SlidingSum, with negative infinity around them. The numbers of their
 * elements stand in planes of the same form, which are the same for a band of all images, with -1 around them.
 */
/**
 * {@link MaxPool}.
 *
 * @param <A> the arrays that tiles work on
 */
final class WindowMaxima<A> {
    private static final long BAND_BYTES = 1 << 14;
    private static final double GRAIN = 1 << 15;
    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    private static final ArrayPool<int[]> INTS = new ArrayPool<>(int[]::new);

    private final Tile<A> tile;
    private final Operands operands;
    private final Phase down;
    private final Phase across;
    private final int bandRows;
    private final int pitch;
    private final SourcePlanes<A> planes;
    private final int[] offsets;

    private WindowMaxima(Tile<A> tile, MaxPool call, Operands operands) {
        this.tile = tile;
        this.operands = operands;
        AxisPlan rows = plan(call.rows(), operands.size(1, 1));
        AxisPlan columns = plan(call.columns(), operands.size(1, 2));
        this.down = rows.phases()[0];
        this.across = columns.phases()[0];
        this.pitch = across.count() + columns.reach();
        long rowBytes = (long) rows.starts().length * columns.starts().length * pitch * tile.itemSize();
        this.bandRows = Math.clamp(BAND_BYTES / rowBytes - rows.reach(), 1, down.count());
        int planeRows = bandRows + rows.reach();
        int height = operands.size(0, 1);
        this.planes = new SourcePlanes<>(
                tile, rows, columns, planeRows, pitch, height, operands.size(0, 2), Double.NEGATIVE_INFINITY);
        this.offsets = offsets();
    }

    private static AxisPlan plan(MaxPool.Window window, int results) {
        return AxisPlan.forward(window.axis(), results, Math.toIntExact(window.size()));
    }

    private int[] offsets() {
        int[] made = new int[down.taps().length * across.taps().length];
        int k = 0;
        for (Tap i : down.taps()) {
            for (Tap j : across.taps()) {
                made[k++] = planes.offset(0, i, j);
            }
        }
        return made;
    }

    /** Computes the call. */
    static void run(Tile<?> tile, MaxPool call, Operands operands, Workers workers) {
        new WindowMaxima<>(tile, call, operands).run(workers);
    }

    private void run(Workers workers) {
        long images = operands.size(0, 0);
        long bands = Math.ceilDiv(down.count(), bandRows);
        double work = (double) offsets.length * bandRows * pitch;
        workers.forEach(images * bands, (long) Math.max(1, GRAIN / work), (begin, end) -> run(images, begin, end));
    }

    private void run(long images, long begin, long end) {
        int room = Math.addExact(planes.size(1), tile.columns());
        int results = Math.ceilDiv(bandRows * pitch, tile.columns()) * tile.columns();
        A source = tile.take(room);
        A values = tile.take(results);
        int[] numbers = INTS.take(room);
        int[] found = INTS.take(results);
        for (long unit = begin; unit < end; unit++) {
            int first = (int) (unit / images) * bandRows;
            if (unit == begin || unit % images == 0) {
                planes.number(numbers, first);
            }
            long image = unit % images;
            planes.fill(source, 0, operands.at(0) + image * bytes(0), first);
            int count = Math.min(bandRows, down.count() - first);
            int length = (count - 1) * pitch + across.count();
            for (int at = 0; at < length; at += tile.columns()) {
                tile.greatest(source, numbers, offsets, at, values, found);
            }
            store(image, first, count, values, found);
        }
        INTS.giveBack(found);
        INTS.giveBack(numbers);
        tile.giveBack(values);
        tile.giveBack(source);
    }

    /** {@return the bytes of a plane of an operand of the tile's dtype} */
    private long bytes(int operand) {
        return (long) operands.size(operand, 1) * operands.size(operand, 2) * tile.itemSize();
    }

    private void store(long image, int first, int count, A values, int[] found) {
        int width = across.count();
        long result = (image * down.count() + first) * width;
        long firstNumber = planes.firstNumber(first);
        int rows = pitch == width ? 1 : count;
        int length = pitch == width ? count * width : width;
        for (int r = 0; r < rows; r++) {
            long to = result + (long) r * width;
            tile.store(values, r * pitch, -0.0, operands.at(1) + to * tile.itemSize(), length);
            store(found, r * pitch, firstNumber, operands.at(2) + to * Long.BYTES, length);
        }
    }

    private static void store(int[] found, int from, long firstNumber, long to, int n) {
        for (int i = 0; i < n; i++) {
            int number = found[from + i];
            ALL.set(JAVA_LONG_UNALIGNED, to + (long) i * Long.BYTES, number < 0 ? -1 : firstNumber + number);
        }
    }
}
