package dev.vecgrad.exec;

import dev.vecgrad.type.VecgradException;

/** The check that keeps every address inside its storage. */
final class Extent {
    private Extent() {}

    /** {@return the distance from the lowest to the start element and further of dims with these strides: the lowest index} */
    static long lowest(long start, long[] sizes, long[] strides) {
        long low = start;
        for (int d = 0; d < strides.length; d++) {
            low += Math.min(0, strides[d] * (sizes[d] - 1));
        }
        return low;
    }

    /** {@return the highest index that dims with these strides reach from {@code start}} */
    static long highest(long start, long[] sizes, long[] strides) {
        long high = start;
        for (int d = 0; d < strides.length; d++) {
            high += Math.max(0, strides[d] * (sizes[d] - 1));
        }
        return high;
    }

    /** Throws unless elements {@code low..high} lie within {@code bytes}. */
    static void require(long low, long high, int itemSize, long bytes, int operand) {
        if (low < 0 || high >= bytes / itemSize) {
            throw new VecgradException("launch: operand " + operand + " reaches elements " + low + " to " + high
                    + ": its storage has " + bytes / itemSize);
        }
    }
}
