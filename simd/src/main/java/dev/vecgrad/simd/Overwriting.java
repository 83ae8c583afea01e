package dev.vecgrad.simd;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Elements written over those at named places: one loop for each item size. */
final class Overwriting {
    private Overwriting() {}

    /** Puts the plain elements, each {@code 1 << shift} bytes long, at their places, one after the other. */
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
            long place = named + Memory.getLong(index) * s.scale;
            Memory.putByte(place, Memory.getByte(plain));
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
            long place = named + Memory.getLong(index) * s.scale;
            Memory.putInt(place, Memory.getInt(plain));
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
            long place = named + Memory.getLong(index) * s.scale;
            Memory.putLong(place, Memory.getLong(plain));
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
            vector.set(ValueLayout.JAVA_BYTE, place, plains.get(ValueLayout.JAVA_BYTE, c));
        }
    }

    private static void denseInts(IndexedSpan s) {
        MemorySegment vector = s.vector();
        MemorySegment indices = s.indices();
        MemorySegment plains = s.plains();
        int n = s.n;
        for (int c = 0; c < n; c++) {
            long place = indices.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, c) << 2;
            vector.set(
                    ValueLayout.JAVA_INT_UNALIGNED, place, plains.get(ValueLayout.JAVA_INT_UNALIGNED, (long) c << 2));
        }
    }

    private static void denseLongs(IndexedSpan s) {
        MemorySegment vector = s.vector();
        MemorySegment indices = s.indices();
        MemorySegment plains = s.plains();
        int n = s.n;
        for (int c = 0; c < n; c++) {
            long place = indices.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, c) << 3;
            vector.set(
                    ValueLayout.JAVA_LONG_UNALIGNED, place, plains.get(ValueLayout.JAVA_LONG_UNALIGNED, (long) c << 3));
        }
    }
}
