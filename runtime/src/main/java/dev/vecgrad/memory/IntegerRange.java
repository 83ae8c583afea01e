package dev.vecgrad.memory;

import dev.vecgrad.type.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The integers from the least to the greatest; none if the least is greater. */
public record IntegerRange(long least, long greatest) {
    private static final int PART = 1024;

    /** {@return the smallest range of elements in Java's memory, which are int64 or int32} */
    public static IntegerRange of(DType dtype, MemorySegment elements) {
        return dtype == DType.INT64 ? ofLongs(elements) : ofInts(elements);
    }

    /* By way of an array: over segments of several kinds the loop would not become one of vectors. */
    private static IntegerRange ofLongs(MemorySegment elements) {
        long[] part = new long[PART];
        long n = elements.byteSize() / Long.BYTES;
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        for (long done = 0; done < n; done += PART) {
            int count = (int) Math.min(PART, n - done);
            MemorySegment.copy(elements, ValueLayout.JAVA_LONG, done * Long.BYTES, part, 0, count);
            for (int i = 0; i < count; i++) {
                least = Math.min(least, part[i]);
                greatest = Math.max(greatest, part[i]);
            }
        }
        return new IntegerRange(least, greatest);
    }

    private static IntegerRange ofInts(MemorySegment elements) {
        int[] part = new int[PART];
        long n = elements.byteSize() / Integer.BYTES;
        int least = Integer.MAX_VALUE;
        int greatest = Integer.MIN_VALUE;
        for (long done = 0; done < n; done += PART) {
            int count = (int) Math.min(PART, n - done);
            MemorySegment.copy(elements, ValueLayout.JAVA_INT, done * Integer.BYTES, part, 0, count);
            for (int i = 0; i < count; i++) {
                least = Math.min(least, part[i]);
                greatest = Math.max(greatest, part[i]);
            }
        }
        return new IntegerRange(least, greatest);
    }

    /** {@return whether all of it lies from {@code low} to {@code high}} */
    public boolean isWithin(long low, long high) {
        return least > greatest || least >= low && greatest <= high;
    }
}
