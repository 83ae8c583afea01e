package dev.vecgrad.simd;

import dev.vecgrad.ir.Indices;
import dev.vecgrad.ir.Region;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** What indices mean: which are within the range of the dims that they name places of, and how many bytes lie before a place. */
final class IndexLookUp {
    private static final VectorSpecies<Long> LANES = LongVector.SPECIES_PREFERRED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private final Indices indices;
    private final long[] ranges;
    private final long[] steps;
    private final int shift;

    /** Looks up in the dims of {@code named} from {@code rank} on. */
    IndexLookUp(Indices indices, Region named, int rank) {
        this.indices = indices;
        this.ranges = Arrays.copyOfRange(named.sizes(), rank, rank + indices.count());
        this.steps = new long[ranges.length];
        this.shift = Types.shift(named.dtype());
        Arrays.setAll(steps, k -> named.strides()[rank + k] << shift);
    }

    /** {@return the number of indices of a place} */
    int count() {
        return ranges.length;
    }

    /** {@return whether a place has one index, which counts from the start} */
    boolean isDirect() {
        return ranges.length == 1 && !indices.wraps();
    }

    /** {@return the bytes of an element} */
    int item() {
        return 1 << shift;
    }

    /** {@return how many places the only index has, 0 if there are several} */
    long range() {
        return ranges.length == 1 ? ranges[0] : 0;
    }

    /** {@return the bytes of one of what {@link #write} writes: a place of the only index, or else 1} */
    long scale() {
        return ranges.length == 1 ? steps[0] : 1;
    }

    /** {@return whether index number {@code k} is within range} */
    boolean isInRange(int k, long index) {
        return index >= indices.lowest(ranges[k]) && index < ranges[k];
    }

    /** {@return the error of an index out of range} */
    RuntimeException outOfRange(int k, long index) {
        return indices.outOfRange(k, index, ranges[k]);
    }

    /** {@return the error of indices that another thread has changed} */
    RuntimeException changed() {
        return new IllegalStateException("indices changed while " + indices.op() + " ran");
    }

    /** {@return whether all these values of the only index, which counts from the start, are within range} */
    boolean areInRange(long address, long stride, int n) {
        if (stride == 0) {
            return isInRange(0, Memory.getLong(address));
        }
        return (stride == Long.BYTES ? denseSigns(address, n, ranges[0] - 1) : signs(address, stride, n, ranges[0] - 1))
                >= 0;
    }

    private static long denseSigns(long address, int n, long last) {
        LongVector signs = LongVector.zero(LANES);
        LongVector lasts = LongVector.broadcast(LANES, last);
        int c = 0;
        for (; c <= n - LANES.length(); c += LANES.length()) {
            LongVector index = LongVector.fromMemorySegment(LANES, Memory.ALL, address + ((long) c << 3), ORDER);
            signs = signs.or(index.or(lasts.sub(index)));
        }
        return signs.reduceLanes(VectorOperators.OR) | signs(address + ((long) c << 3), Long.BYTES, n - c, last);
    }

    private static long signs(long address, long stride, int n, long last) {
        long signs = 0;
        for (int c = 0; c < n; c++) {
            long index = Memory.getLong(address + c * stride);
            signs |= index | last - index;
        }
        return signs;
    }

    /**
     * Writes, or from the second index on adds, how much lies before these places of index number {@code k}: places of an only index, else
     * bytes.
     *
     * @return a negative number if an index is out of range
     */
    long write(int k, long address, long stride, int n, long offsets) {
        long below = -indices.lowest(ranges[k]);
        long step = ranges.length == 1 ? 1 : steps[k];
        return k == 0
                ? write(address, stride, n, offsets, ranges[k], below, step)
                : add(address, stride, n, offsets, ranges[k], below, step);
    }

    private static long write(long address, long stride, int n, long offsets, long range, long below, long step) {
        long signs = 0;
        for (int c = 0; c < n; c++) {
            long index = Memory.getLong(address + c * stride);
            signs |= index + below | range - 1 - index;
            Memory.putLong(offsets + ((long) c << 3), (index + (index >> 63 & range)) * step);
        }
        return signs;
    }

    private static long add(long address, long stride, int n, long offsets, long range, long below, long step) {
        long signs = 0;
        for (int c = 0; c < n; c++) {
            long index = Memory.getLong(address + c * stride);
            signs |= index + below | range - 1 - index;
            long at = offsets + ((long) c << 3);
            Memory.putLong(at, Memory.getLong(at) + (index + (index >> 63 & range)) * step);
        }
        return signs;
    }
}
