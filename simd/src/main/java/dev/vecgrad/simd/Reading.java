package dev.vecgrad.simd;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Elements read at named places: one loop for each item size. */
final class Reading {
    private Reading() {}

    /** Writes the named elements, each {@code 1 << shift} bytes long, to the plain ones. */
    static void run(int shift, IndexedSpan span) {
        switch (shift) {
            case 0 -> {
                if (span.isDense()) {
                    denseBytes(span);
                } else {
                    bytes(span);
                }
            }
            case 2 -> {
                if (span.isDense()) {
                    denseInts(span);
                } else {
                    ints(span);
                }
            }
            default -> {
                if (span.isDense()) {
                    denseLongs(span);
                } else {
                    longs(span);
                }
            }
        }
    }

    private static void bytes(IndexedSpan s) {
        long named = s.named;
        long index = s.index;
        long plain = s.plain;
        for (int c = 0; c < s.n; c++) {
            Memory.putByte(plain, Memory.getByte(named + Memory.getLong(index) * s.scale));
            named += s.namedStep;
            index += s.indexStep;
            plain += s.plainStep;
        }
    }

    private static void ints(IndexedSpan s) {
        long named = s.named;
        long index = s.index;
        long plain = s.plain;
        for (int c = 0; c < s.n; c++) {
            Memory.putInt(plain, Memory.getInt(named + Memory.getLong(index) * s.scale));
            named += s.namedStep;
            index += s.indexStep;
            plain += s.plainStep;
        }
    }

    private static void longs(IndexedSpan s) {
        long named = s.named;
        long index = s.index;
        long plain = s.plain;
        for (int c = 0; c < s.n; c++) {
            Memory.putLong(plain, Memory.getLong(named + Memory.getLong(index) * s.scale));
            named += s.namedStep;
            index += s.indexStep;
            plain += s.plainStep;
        }
    }

    private static void denseBytes(IndexedSpan s) {
        MemorySegment vector = s.vector();
        MemorySegment indices = s.indices();
        MemorySegment plains = s.plains();
        int n = s.n;
        for (int c = 0; c < n; c++) {
            long place = indices.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, c);
            plains.set(ValueLayout.JAVA_BYTE, c, vector.get(ValueLayout.JAVA_BYTE, place));
        }
    }

    private static void denseInts(IndexedSpan s) {
        MemorySegment vector = s.vector();
        MemorySegment indices = s.indices();
        MemorySegment plains = s.plains();
        int n = s.n;
        for (int c = 0; c < n; c++) {
            long place = indices.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, c) << 2;
            plains.set(
                    ValueLayout.JAVA_INT_UNALIGNED, (long) c << 2, vector.get(ValueLayout.JAVA_INT_UNALIGNED, place));
        }
    }

    private static void denseLongs(IndexedSpan s) {
        MemorySegment vector = s.vector();
        MemorySegment indices = s.indices();
        MemorySegment plains = s.plains();
        int n = s.n;
        for (int c = 0; c < n; c++) {
            long place = indices.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, c) << 3;
            plains.set(
                    ValueLayout.JAVA_LONG_UNALIGNED, (long) c << 3, vector.get(ValueLayout.JAVA_LONG_UNALIGNED, place));
        }
    }
}
