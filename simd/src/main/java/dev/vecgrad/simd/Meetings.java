package dev.vecgrad.simd;

import dev.vecgrad.ir.Meeting;
import dev.vecgrad.type.DType;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Elements written to where others are: one loop for each dtype. */
final class Meetings {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private Meetings() {}

    /**
     * Lets the source's elements meet those at {@code to + c * toStep + offsets[c]}, one after the other.
     *
     * @param toStep bytes
     * @param fromStep bytes from one element of the source to the next
     */
    static void run(
            DType dtype, Meeting meeting, long to, long toStep, long[] offsets, int n, long from, long fromStep) {
        switch (dtype) {
            case FLOAT32 -> floats(meeting, to, toStep, offsets, n, from, fromStep);
            case FLOAT64 -> doubles(meeting, to, toStep, offsets, n, from, fromStep);
            case INT32 -> ints(meeting, to, toStep, offsets, n, from, fromStep);
            case INT64 -> longs(meeting, to, toStep, offsets, n, from, fromStep);
            case BOOL -> bools(meeting, to, toStep, offsets, n, from, fromStep);
        }
    }

    private static void floats(Meeting meeting, long to, long toStep, long[] offsets, int n, long from, long fromStep) {
        for (int c = 0; c < n; c++) {
            long place = to + c * toStep + offsets[c];
            float fresh = Memory.ALL.get(ValueLayout.JAVA_FLOAT_UNALIGNED, from + c * fromStep);
            float old = Memory.ALL.get(ValueLayout.JAVA_FLOAT_UNALIGNED, place);
            Memory.ALL.set(
                    ValueLayout.JAVA_FLOAT_UNALIGNED,
                    place,
                    meeting == Meeting.ADD ? old + fresh : meet(meeting, old, fresh));
        }
    }

    private static float meet(Meeting meeting, float old, float fresh) {
        return switch (meeting) {
            case SET -> fresh;
            case ADD -> old + fresh;
            case MUL -> old * fresh;
            case MAX -> old < fresh || Float.isNaN(fresh) ? fresh : old;
            case MIN -> fresh < old || Float.isNaN(fresh) ? fresh : old;
        };
    }

    private static void doubles(
            Meeting meeting, long to, long toStep, long[] offsets, int n, long from, long fromStep) {
        for (int c = 0; c < n; c++) {
            long place = to + c * toStep + offsets[c];
            double fresh = Memory.ALL.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, from + c * fromStep);
            double old = Memory.ALL.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, place);
            Memory.ALL.set(
                    ValueLayout.JAVA_DOUBLE_UNALIGNED,
                    place,
                    meeting == Meeting.ADD ? old + fresh : meet(meeting, old, fresh));
        }
    }

    private static double meet(Meeting meeting, double old, double fresh) {
        return switch (meeting) {
            case SET -> fresh;
            case ADD -> old + fresh;
            case MUL -> old * fresh;
            case MAX -> old < fresh || Double.isNaN(fresh) ? fresh : old;
            case MIN -> fresh < old || Double.isNaN(fresh) ? fresh : old;
        };
    }

    private static void ints(Meeting meeting, long to, long toStep, long[] offsets, int n, long from, long fromStep) {
        for (int c = 0; c < n; c++) {
            long place = to + c * toStep + offsets[c];
            int fresh = Memory.ALL.get(ValueLayout.JAVA_INT_UNALIGNED, from + c * fromStep);
            int old = Memory.ALL.get(ValueLayout.JAVA_INT_UNALIGNED, place);
            Memory.ALL.set(
                    ValueLayout.JAVA_INT_UNALIGNED,
                    place,
                    meeting == Meeting.ADD ? old + fresh : meet(meeting, old, fresh));
        }
    }

    private static int meet(Meeting meeting, int old, int fresh) {
        return switch (meeting) {
            case SET -> fresh;
            case ADD -> old + fresh;
            case MUL -> old * fresh;
            case MAX -> old < fresh ? fresh : old;
            case MIN -> fresh < old ? fresh : old;
        };
    }

    private static void longs(Meeting meeting, long to, long toStep, long[] offsets, int n, long from, long fromStep) {
        for (int c = 0; c < n; c++) {
            long place = to + c * toStep + offsets[c];
            long fresh = Memory.ALL.get(ValueLayout.JAVA_LONG_UNALIGNED, from + c * fromStep);
            long old = Memory.ALL.get(ValueLayout.JAVA_LONG_UNALIGNED, place);
            Memory.ALL.set(
                    ValueLayout.JAVA_LONG_UNALIGNED,
                    place,
                    meeting == Meeting.ADD ? old + fresh : meet(meeting, old, fresh));
        }
    }

    private static long meet(Meeting meeting, long old, long fresh) {
        return switch (meeting) {
            case SET -> fresh;
            case ADD -> old + fresh;
            case MUL -> old * fresh;
            case MAX -> old < fresh ? fresh : old;
            case MIN -> fresh < old ? fresh : old;
        };
    }

    private static void bools(Meeting meeting, long to, long toStep, long[] offsets, int n, long from, long fromStep) {
        for (int c = 0; c < n; c++) {
            long place = to + c * toStep + offsets[c];
            byte fresh = Memory.ALL.get(ValueLayout.JAVA_BYTE, from + c * fromStep);
            byte old = Memory.ALL.get(ValueLayout.JAVA_BYTE, place);
            Memory.ALL.set(ValueLayout.JAVA_BYTE, place, meet(meeting, old, fresh));
        }
    }

    private static byte meet(Meeting meeting, byte old, byte fresh) {
        return switch (meeting) {
            case SET -> fresh;
            case ADD, MAX -> (byte) (old | fresh);
            case MUL, MIN -> (byte) (old & fresh);
        };
    }

    /** Adds neighbours to neighbours. */
    static void addFloats(long to, long from, int n) {
        int c = 0;
        for (; c <= n - FLOATS.length(); c += FLOATS.length()) {
            long at = (long) c << 2;
            FloatVector sum = FloatVector.fromMemorySegment(FLOATS, Memory.ALL, to + at, ORDER)
                    .add(FloatVector.fromMemorySegment(FLOATS, Memory.ALL, from + at, ORDER));
            sum.intoMemorySegment(Memory.ALL, to + at, ORDER);
        }
        for (; c < n; c++) {
            long place = to + ((long) c << 2);
            float fresh = Memory.ALL.get(ValueLayout.JAVA_FLOAT_UNALIGNED, from + ((long) c << 2));
            Memory.ALL.set(
                    ValueLayout.JAVA_FLOAT_UNALIGNED,
                    place,
                    Memory.ALL.get(ValueLayout.JAVA_FLOAT_UNALIGNED, place) + fresh);
        }
    }

    /** Adds neighbours to neighbours. */
    static void addDoubles(long to, long from, int n) {
        int c = 0;
        for (; c <= n - DOUBLES.length(); c += DOUBLES.length()) {
            long at = (long) c << 3;
            DoubleVector sum = DoubleVector.fromMemorySegment(DOUBLES, Memory.ALL, to + at, ORDER)
                    .add(DoubleVector.fromMemorySegment(DOUBLES, Memory.ALL, from + at, ORDER));
            sum.intoMemorySegment(Memory.ALL, to + at, ORDER);
        }
        for (; c < n; c++) {
            long place = to + ((long) c << 3);
            double fresh = Memory.ALL.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, from + ((long) c << 3));
            Memory.ALL.set(
                    ValueLayout.JAVA_DOUBLE_UNALIGNED,
                    place,
                    Memory.ALL.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, place) + fresh);
        }
    }
}
