package dev.vecgrad.simd;

import dev.vecgrad.ir.Meeting;
import dev.vecgrad.type.DType;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Slices read and written at named places; each place of a span is where a slice of elements side by side starts. */
final class Slices {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private Slices() {}

    /** Reads the part of each slice that starts after {@code skipped} bytes. */
    static void take(IndexedSpan s, long skipped, long bytes) {
        for (int c = 0; c < s.n; c++) {
            MemorySegment.copy(Memory.ALL, place(s, c) + skipped, Memory.ALL, plain(s, c) + skipped, bytes);
        }
    }

    /** {@return whether there is a loop of whole slices for this} */
    static boolean canMeet(DType dtype, Meeting meeting) {
        return meeting == Meeting.SET || meeting == Meeting.ADD && dtype.isFloatingPoint();
    }

    /** Lets elements {@code begin} to before {@code end} of each slice meet those at its place, one slice after the other. */
    static void meet(DType dtype, Meeting meeting, IndexedSpan s, long begin, long end) {
        long skipped = begin * dtype.itemSize();
        if (meeting == Meeting.SET) {
            set(s, skipped, (end - begin) * dtype.itemSize());
        } else if (dtype == DType.FLOAT32) {
            addFloats(s, skipped, end - begin);
        } else {
            addDoubles(s, skipped, end - begin);
        }
    }

    private static long place(IndexedSpan s, int c) {
        return s.named + c * s.namedStep + Memory.getLong(s.index + c * s.indexStep) * s.scale;
    }

    private static long plain(IndexedSpan s, int c) {
        return s.plain + c * s.plainStep;
    }

    private static void set(IndexedSpan s, long skipped, long bytes) {
        for (int c = 0; c < s.n; c++) {
            MemorySegment.copy(Memory.ALL, plain(s, c) + skipped, Memory.ALL, place(s, c) + skipped, bytes);
        }
    }

    private static void addFloats(IndexedSpan s, long skipped, long n) {
        for (int c = 0; c < s.n; c++) {
            addFloats(place(s, c) + skipped, plain(s, c) + skipped, n);
        }
    }

    private static void addFloats(long to, long from, long n) {
        long whole = n - n % FLOATS.length() << 2;
        for (long at = 0; at < whole; at += FLOATS.vectorByteSize()) {
            FloatVector.fromMemorySegment(FLOATS, Memory.ALL, to + at, ORDER)
                    .add(FloatVector.fromMemorySegment(FLOATS, Memory.ALL, from + at, ORDER))
                    .intoMemorySegment(Memory.ALL, to + at, ORDER);
        }
        for (long at = whole; at < n << 2; at += Float.BYTES) {
            Memory.putFloat(to + at, Memory.getFloat(to + at) + Memory.getFloat(from + at));
        }
    }

    private static void addDoubles(IndexedSpan s, long skipped, long n) {
        for (int c = 0; c < s.n; c++) {
            addDoubles(place(s, c) + skipped, plain(s, c) + skipped, n);
        }
    }

    private static void addDoubles(long to, long from, long n) {
        long whole = n - n % DOUBLES.length() << 3;
        for (long at = 0; at < whole; at += DOUBLES.vectorByteSize()) {
            DoubleVector.fromMemorySegment(DOUBLES, Memory.ALL, to + at, ORDER)
                    .add(DoubleVector.fromMemorySegment(DOUBLES, Memory.ALL, from + at, ORDER))
                    .intoMemorySegment(Memory.ALL, to + at, ORDER);
        }
        for (long at = whole; at < n << 3; at += Double.BYTES) {
            Memory.putDouble(to + at, Memory.getDouble(to + at) + Memory.getDouble(from + at));
        }
    }
}
