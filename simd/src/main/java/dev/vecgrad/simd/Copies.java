package dev.vecgrad.simd;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Copies between strided and dense elements, one loop for each item size. Elements that lie side by side are copied at once. */
final class Copies {
    private Copies() {}

    /**
     * Copies {@code n} elements.
     *
     * @param fromStep bytes from one element to the next
     * @param toStep bytes from one element to the next
     * @param shift the power of two that an element is bytes long
     */
    static void strided(long from, long fromStep, long to, long toStep, int n, int shift) {
        if (fromStep == toStep && fromStep == 1L << shift) {
            MemorySegment.copy(Memory.ALL, from, Memory.ALL, to, (long) n << shift);
            return;
        }
        switch (shift) {
            case 0 -> bytes(from, fromStep, to, toStep, n);
            case 2 -> ints(from, fromStep, to, toStep, n);
            default -> longs(from, fromStep, to, toStep, n);
        }
    }

    private static void bytes(long from, long fromStep, long to, long toStep, int n) {
        for (int i = 0; i < n; i++) {
            Memory.ALL.set(
                    ValueLayout.JAVA_BYTE, to + i * toStep, Memory.ALL.get(ValueLayout.JAVA_BYTE, from + i * fromStep));
        }
    }

    private static void ints(long from, long fromStep, long to, long toStep, int n) {
        for (int i = 0; i < n; i++) {
            Memory.ALL.set(
                    ValueLayout.JAVA_INT_UNALIGNED,
                    to + i * toStep,
                    Memory.ALL.get(ValueLayout.JAVA_INT_UNALIGNED, from + i * fromStep));
        }
    }

    private static void longs(long from, long fromStep, long to, long toStep, int n) {
        for (int i = 0; i < n; i++) {
            Memory.ALL.set(
                    ValueLayout.JAVA_LONG_UNALIGNED,
                    to + i * toStep,
                    Memory.ALL.get(ValueLayout.JAVA_LONG_UNALIGNED, from + i * fromStep));
        }
    }
}
