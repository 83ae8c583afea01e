package dev.vecgrad.simd.rows;

import dev.vecgrad.ir.Region;
import dev.vecgrad.spi.Workers;
import java.util.List;

/** The places of true elements: stretches of rows are counted, so that each knows where its places go, and gone through again. */
public final class TruePlaces {
    private static final long STRETCH = 1 << 15;

    private final long[] sizes;
    private final long mask;
    private final long out;
    private final long found;
    private final long lineLength;
    private final long lines;
    private final long linesPerStretch;

    private TruePlaces(List<Region> regions, long[] addresses) {
        this.sizes = regions.get(0).sizes();
        this.mask = addresses[0];
        this.out = addresses[1];
        this.found = regions.get(1).sizes()[1];
        this.lineLength = sizes[sizes.length - 1];
        long numel = 1;
        for (long size : sizes) {
            numel *= size;
        }
        this.lines = numel / lineLength;
        this.linesPerStretch = Math.max(1, STRETCH / lineLength);
    }

    /** Runs {@link dev.vecgrad.ir.Call.NonZero}; the mask is not empty, nor the result. */
    public static void run(List<Region> regions, long[] addresses, Workers workers) {
        new TruePlaces(regions, addresses).run(workers);
    }

    private void run(Workers workers) {
        long[] starts = new long[Math.toIntExact((lines + linesPerStretch - 1) / linesPerStretch)];
        if (starts.length > 1) {
            workers.forEach(starts.length, 1, (begin, end) -> {
                for (long s = begin; s < end; s++) {
                    starts[(int) s] = count(mask + first(s) * lineLength, mask + first(s + 1) * lineLength);
                }
            });
            addUp(starts);
        }
        workers.forEach(starts.length, 1, (begin, end) -> {
            for (long s = begin; s < end; s++) {
                write(first(s), first(s + 1), starts[(int) s]);
            }
        });
    }

    private long first(long stretch) {
        return Math.min(lines, stretch * linesPerStretch);
    }

    private static long count(long from, long to) {
        long count = 0;
        for (long at = from; at < to; at++) {
            count += Native.getByte(at);
        }
        return count;
    }

    private static void addUp(long[] counts) {
        long sum = 0;
        for (int s = 0; s < counts.length; s++) {
            long own = counts[s];
            counts[s] = sum;
            sum += own;
        }
    }

    private void write(long firstLine, long lastLine, long start) {
        int outerDims = sizes.length - 1;
        long[] index = new long[sizes.length];
        long n = start;
        for (long line = firstLine; line < lastLine; line++) {
            unravel(line, index);
            long at = mask + line * lineLength;
            for (long i = 0; i < lineLength; i++) {
                if (Native.getByte(at + i) != 0) {
                    for (int d = 0; d < outerDims; d++) {
                        Native.put(out + 8 * (d * found + n), index[d]);
                    }
                    Native.put(out + 8 * (outerDims * found + n++), i);
                }
            }
        }
    }

    private void unravel(long line, long[] index) {
        long rest = line;
        for (int d = sizes.length - 2; d >= 0; d--) {
            index[d] = rest % sizes[d];
            rest /= sizes[d];
        }
    }
}
