package dev.vecgrad.simd.rows;

import dev.vecgrad.ir.Region;
import dev.vecgrad.spi.Workers;
import dev.vecgrad.type.DType;
import java.util.List;

/** How many bounds come before each value. Values are shared out among threads. */
public final class Search {
    private static final long GRAIN = 1 << 11;

    private final DType dtype;
    private final long n;
    private final long m;
    private final long rowBytes;
    private final long[] addresses;

    private Search(List<Region> regions, long[] addresses) {
        Region bounds = regions.get(0);
        this.dtype = bounds.dtype();
        this.n = bounds.sizes()[1];
        this.m = regions.get(1).sizes()[1];
        this.rowBytes = bounds.sizes()[0] == 1 ? 0 : n * dtype.itemSize();
        this.addresses = addresses;
    }

    /** Runs {@link dev.vecgrad.ir.Call.Search}; neither bounds nor values are empty. */
    public static void run(boolean right, List<Region> regions, long[] addresses, Workers workers) {
        Search search = new Search(regions, addresses);
        long values = regions.get(1).sizes()[0] * search.m;
        workers.forEach(values, GRAIN, (begin, end) -> search.each(begin, end, right));
    }

    private void each(long begin, long end, boolean right) {
        int size = dtype.itemSize();
        for (long i = begin; i < end; i++) {
            long bounds = addresses[0] + i / m * rowBytes;
            long value = addresses[1] + i * size;
            Native.put(
                    addresses[2] + 8 * i,
                    switch (dtype) {
                        case FLOAT32 -> floats(bounds, Native.getFloat(value), right);
                        case FLOAT64 -> doubles(bounds, Native.getDouble(value), right);
                        case INT64 -> longs(bounds, Native.getLong(value), right);
                        case INT32 -> ints(bounds, Native.getInt(value), right);
                        case BOOL -> throw new IllegalArgumentException("bools are not searched");
                    });
        }
    }

    private long floats(long bounds, float value, boolean right) {
        long start = 0;
        long end = n;
        while (start < end) {
            long mid = start + (end - start) / 2;
            float bound = Native.getFloat(bounds + 4 * mid);
            boolean before = right ? !(bound > value) : !(bound >= value);
            start = before ? mid + 1 : start;
            end = before ? end : mid;
        }
        return start;
    }

    private long doubles(long bounds, double value, boolean right) {
        long start = 0;
        long end = n;
        while (start < end) {
            long mid = start + (end - start) / 2;
            double bound = Native.getDouble(bounds + 8 * mid);
            boolean before = right ? !(bound > value) : !(bound >= value);
            start = before ? mid + 1 : start;
            end = before ? end : mid;
        }
        return start;
    }

    private long longs(long bounds, long value, boolean right) {
        long start = 0;
        long end = n;
        while (start < end) {
            long mid = start + (end - start) / 2;
            long bound = Native.getLong(bounds + 8 * mid);
            boolean before = right ? bound <= value : bound < value;
            start = before ? mid + 1 : start;
            end = before ? end : mid;
        }
        return start;
    }

    private long ints(long bounds, int value, boolean right) {
        long start = 0;
        long end = n;
        while (start < end) {
            long mid = start + (end - start) / 2;
            int bound = Native.getInt(bounds + 4 * mid);
            boolean before = right ? bound <= value : bound < value;
            start = before ? mid + 1 : start;
            end = before ? end : mid;
        }
        return start;
    }
}
