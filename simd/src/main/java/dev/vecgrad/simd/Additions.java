package dev.vecgrad.simd;

import dev.vecgrad.type.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Elements added to those at named places: one loop for each dtype. For bools adding is "or". */
final class Additions {
    private Additions() {}

    /** Adds the plain elements at their places, one after the other. */
    static void run(DType dtype, IndexedSpan span) {
        switch (dtype) {
            case FLOAT32 -> {
                if (span.isDense()) {
                    denseFloats(span);
                } else {
                    floats(span);
                }
            }
            case FLOAT64 -> {
                if (span.isDense()) {
                    denseDoubles(span);
                } else {
                    doubles(span);
                }
            }
            case INT32 -> {
                if (span.isDense()) {
                    denseInts(span);
                } else {
                    ints(span);
                }
            }
            case INT64 -> {
                if (span.isDense()) {
                    denseLongs(span);
                } else {
                    longs(span);
                }
            }
            case BOOL -> bools(span);
        }
    }

    private static void floats(IndexedSpan s) {
        long named = s.named;
        long index = s.index;
        long plain = s.plain;
        for (int c = 0; c < s.n; c++) {
            long place = named + Memory.getLong(index) * s.scale;
            Memory.putFloat(place, Memory.getFloat(place) + Memory.getFloat(plain));
            named += s.namedStep;
            index += s.indexStep;
            plain += s.plainStep;
        }
    }

    private static void doubles(IndexedSpan s) {
        long named = s.named;
        long index = s.index;
        long plain = s.plain;
        for (int c = 0; c < s.n; c++) {
            long place = named + Memory.getLong(index) * s.scale;
            Memory.putDouble(place, Memory.getDouble(place) + Memory.getDouble(plain));
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
            Memory.putInt(place, Memory.getInt(place) + Memory.getInt(plain));
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
            Memory.putLong(place, Memory.getLong(place) + Memory.getLong(plain));
            named += s.namedStep;
            index += s.indexStep;
            plain += s.plainStep;
        }
    }

    private static void bools(IndexedSpan s) {
        long named = s.named;
        long index = s.index;
        long plain = s.plain;
        for (int c = 0; c < s.n; c++) {
            long place = named + Memory.getLong(index) * s.scale;
            Memory.putByte(place, (byte) (Memory.getByte(place) | Memory.getByte(plain)));
            named += s.namedStep;
            index += s.indexStep;
            plain += s.plainStep;
        }
    }

    private static void denseFloats(IndexedSpan s) {
        MemorySegment vector = s.vector();
        MemorySegment indices = s.indices();
        MemorySegment plains = s.plains();
        int n = s.n;
        for (int c = 0; c < n; c++) {
            long place = indices.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, c) << 2;
            float sum = vector.get(ValueLayout.JAVA_FLOAT_UNALIGNED, place)
                    + plains.get(ValueLayout.JAVA_FLOAT_UNALIGNED, (long) c << 2);
            vector.set(ValueLayout.JAVA_FLOAT_UNALIGNED, place, sum);
        }
    }

    private static void denseDoubles(IndexedSpan s) {
        MemorySegment vector = s.vector();
        MemorySegment indices = s.indices();
        MemorySegment plains = s.plains();
        int n = s.n;
        for (int c = 0; c < n; c++) {
            long place = indices.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, c) << 3;
            double sum = vector.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, place)
                    + plains.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, (long) c << 3);
            vector.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, place, sum);
        }
    }

    private static void denseInts(IndexedSpan s) {
        MemorySegment vector = s.vector();
        MemorySegment indices = s.indices();
        MemorySegment plains = s.plains();
        int n = s.n;
        for (int c = 0; c < n; c++) {
            long place = indices.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, c) << 2;
            int sum = vector.get(ValueLayout.JAVA_INT_UNALIGNED, place)
                    + plains.get(ValueLayout.JAVA_INT_UNALIGNED, (long) c << 2);
            vector.set(ValueLayout.JAVA_INT_UNALIGNED, place, sum);
        }
    }

    private static void denseLongs(IndexedSpan s) {
        MemorySegment vector = s.vector();
        MemorySegment indices = s.indices();
        MemorySegment plains = s.plains();
        int n = s.n;
        for (int c = 0; c < n; c++) {
            long place = indices.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, c) << 3;
            long sum = vector.get(ValueLayout.JAVA_LONG_UNALIGNED, place)
                    + plains.get(ValueLayout.JAVA_LONG_UNALIGNED, (long) c << 3);
            vector.set(ValueLayout.JAVA_LONG_UNALIGNED, place, sum);
        }
    }
}
