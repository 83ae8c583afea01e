package dev.vecgrad.simd.rows;

import dev.vecgrad.ir.Region;
import dev.vecgrad.type.DType;
import java.util.List;

/** The order of slices that are compared element by element: a stable merge sort of their numbers. */
public final class SliceOrder {
    private static final int INSERTION = 16;

    private final DType dtype;
    private final long slices;
    private final long length;

    private SliceOrder(Region slices, long address) {
        this.dtype = slices.dtype();
        this.slices = address;
        this.length = slices.sizes()[1];
    }

    /** Runs {@link dev.vecgrad.ir.Call.SliceOrder}; the slices are not empty. */
    public static void run(List<Region> regions, long[] addresses) {
        int n = Math.toIntExact(regions.getFirst().sizes()[0]);
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        new SliceOrder(regions.getFirst(), addresses[0]).sort(order, order.clone(), 0, n);
        for (int i = 0; i < n; i++) {
            Native.put(addresses[1] + 8L * i, (long) order[i]);
        }
    }

    /** Sorts the numbers from {@code begin} to {@code end}, which both arrays have, in {@code to}. */
    private void sort(int[] to, int[] from, int begin, int end) {
        if (end - begin <= INSERTION) {
            insert(to, begin, end);
            return;
        }
        int mid = (begin + end) >>> 1;
        sort(from, to, begin, mid);
        sort(from, to, mid, end);
        int left = begin;
        int right = mid;
        for (int i = begin; i < end; i++) {
            boolean takeLeft = right == end || left < mid && compare(from[left], from[right]) <= 0;
            to[i] = takeLeft ? from[left++] : from[right++];
        }
    }

    private void insert(int[] order, int begin, int end) {
        for (int i = begin + 1; i < end; i++) {
            int slice = order[i];
            int j = i;
            for (; j > begin && compare(order[j - 1], slice) > 0; j--) {
                order[j] = order[j - 1];
            }
            order[j] = slice;
        }
    }

    private int compare(int a, int b) {
        for (long i = 0; i < length; i++) {
            int order = Long.compare(key(a, i), key(b, i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private long key(int slice, long i) {
        long address = slices + (slice * length + i) * dtype.itemSize();
        return switch (dtype) {
            case FLOAT32 -> Keys.ofFloat(Native.getInt(address));
            case FLOAT64 -> Keys.ofDouble(Native.getLong(address));
            case INT64 -> Native.getLong(address);
            case INT32 -> Native.getInt(address);
            case BOOL -> Native.getByte(address);
        };
    }
}
