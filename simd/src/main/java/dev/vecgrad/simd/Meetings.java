package dev.vecgrad.simd;

import dev.vecgrad.ir.Meeting;
import dev.vecgrad.type.DType;

/** Elements written to where others are: one loop for each dtype. */
final class Meetings {
    private Meetings() {}

    /** Lets the plain elements meet those at their places, one after the other. */
    static void run(DType dtype, Meeting meeting, IndexedSpan span) {
        switch (meeting) {
            case SET -> Overwriting.run(Types.shift(dtype), span);
            case ADD -> Additions.run(dtype, span);
            case MUL, MAX, MIN -> {
                switch (dtype) {
                    case FLOAT32 -> floats(meeting, span);
                    case FLOAT64 -> doubles(meeting, span);
                    case INT32 -> ints(meeting, span);
                    case INT64 -> longs(meeting, span);
                    case BOOL -> bools(meeting, span);
                }
            }
        }
    }

    private static void floats(Meeting meeting, IndexedSpan s) {
        long named = s.named;
        long index = s.index;
        long plain = s.plain;
        for (int c = 0; c < s.n; c++) {
            long place = named + Memory.getLong(index) * s.scale;
            Memory.putFloat(place, meet(meeting, Memory.getFloat(place), Memory.getFloat(plain)));
            named += s.namedStep;
            index += s.indexStep;
            plain += s.plainStep;
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

    private static void doubles(Meeting meeting, IndexedSpan s) {
        long named = s.named;
        long index = s.index;
        long plain = s.plain;
        for (int c = 0; c < s.n; c++) {
            long place = named + Memory.getLong(index) * s.scale;
            Memory.putDouble(place, meet(meeting, Memory.getDouble(place), Memory.getDouble(plain)));
            named += s.namedStep;
            index += s.indexStep;
            plain += s.plainStep;
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

    private static void ints(Meeting meeting, IndexedSpan s) {
        long named = s.named;
        long index = s.index;
        long plain = s.plain;
        for (int c = 0; c < s.n; c++) {
            long place = named + Memory.getLong(index) * s.scale;
            Memory.putInt(place, meet(meeting, Memory.getInt(place), Memory.getInt(plain)));
            named += s.namedStep;
            index += s.indexStep;
            plain += s.plainStep;
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

    private static void longs(Meeting meeting, IndexedSpan s) {
        long named = s.named;
        long index = s.index;
        long plain = s.plain;
        for (int c = 0; c < s.n; c++) {
            long place = named + Memory.getLong(index) * s.scale;
            Memory.putLong(place, meet(meeting, Memory.getLong(place), Memory.getLong(plain)));
            named += s.namedStep;
            index += s.indexStep;
            plain += s.plainStep;
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

    private static void bools(Meeting meeting, IndexedSpan s) {
        long named = s.named;
        long index = s.index;
        long plain = s.plain;
        for (int c = 0; c < s.n; c++) {
            long place = named + Memory.getLong(index) * s.scale;
            Memory.putByte(place, meet(meeting, Memory.getByte(place), Memory.getByte(plain)));
            named += s.namedStep;
            index += s.indexStep;
            plain += s.plainStep;
        }
    }

    private static byte meet(Meeting meeting, byte old, byte fresh) {
        return switch (meeting) {
            case SET -> fresh;
            case ADD, MAX -> (byte) (old | fresh);
            case MUL, MIN -> (byte) (old & fresh);
        };
    }
}
