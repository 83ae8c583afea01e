package dev.vecgrad.simd.conv;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import dev.vecgrad.simd.machine.Width;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/*
 * Rows of images are short: 28, 14, 7 elements. What remains behind the last whole vector is done by one more that ends with the row and so
 * does some elements twice; a row shorter than a vector, by two halves of one, or two quarters. Each size of vector has methods of its own, for the
 * compiler has to know it wherever it compiles them, and tells it by casts, for profiles know of all sizes.
 */
/** Copies rows of float32 between native memory and arrays; nothing outside of a row is read or written. */
final class FloatRows {
    private static final VectorSpecies<Float> WHOLE = VectorSpecies.of(float.class, part(1));
    private static final VectorSpecies<Float> HALF = VectorSpecies.of(float.class, part(2));
    private static final VectorSpecies<Float> QUARTER = VectorSpecies.of(float.class, part(4));
    private static final VectorSpecies<Long> WHOLE_PAIRS = VectorSpecies.of(long.class, part(1));
    private static final VectorSpecies<Long> HALF_PAIRS = VectorSpecies.of(long.class, atLeast(128, 2));
    private static final VectorSpecies<Integer> HALF_INTS = VectorSpecies.of(int.class, part(2));
    private static final VectorSpecies<Integer> QUARTER_INTS = VectorSpecies.of(int.class, part(4));
    private static final int PAIR = 2 * Float.BYTES;
    private static final ByteOrder NATIVE = ByteOrder.nativeOrder();
    private static final int FIRST = NATIVE == ByteOrder.LITTLE_ENDIAN ? 0 : Float.SIZE;
    private static final int SECOND = Float.SIZE - FIRST;
    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private FloatRows() {}

    private static VectorShape part(int divisor) {
        return atLeast(64, divisor);
    }

    private static VectorShape atLeast(int bits, int divisor) {
        return VectorShape.forBitSize(Math.max(Width.BITS / divisor, bits));
    }

    /** Tells the compiler of which size a vector is, whatever the profiles of its methods say. {@return the vector} */
    static FloatVector whole(FloatVector v) {
        return (FloatVector) WHOLE.vectorType().cast(v);
    }

    private static FloatVector half(FloatVector v) {
        return (FloatVector) HALF.vectorType().cast(v);
    }

    private static FloatVector quarter(FloatVector v) {
        return (FloatVector) QUARTER.vectorType().cast(v);
    }

    /** Reads {@code n} elements. */
    static void load(long from, float[] to, int at, int n) {
        if (n >= WHOLE.length()) {
            int last = n - WHOLE.length();
            for (int i = 0; i < last; i += WHOLE.length()) {
                loadWhole(from, to, at, i);
            }
            loadWhole(from, to, at, last);
        } else if (n >= HALF.length()) {
            loadHalf(from, to, at, 0);
            loadHalf(from, to, at, n - HALF.length());
        } else if (n >= QUARTER.length()) {
            loadQuarter(from, to, at, 0);
            loadQuarter(from, to, at, n - QUARTER.length());
        } else {
            loadApart(from, Float.BYTES, to, at, 1, n);
        }
    }

    private static void loadWhole(long from, float[] to, int at, int i) {
        whole(FloatVector.fromMemorySegment(WHOLE, ALL, from + (long) i * Float.BYTES, NATIVE))
                .intoArray(to, at + i);
    }

    private static void loadHalf(long from, float[] to, int at, int i) {
        half(FloatVector.fromMemorySegment(HALF, ALL, from + (long) i * Float.BYTES, NATIVE))
                .intoArray(to, at + i);
    }

    private static void loadQuarter(long from, float[] to, int at, int i) {
        quarter(FloatVector.fromMemorySegment(QUARTER, ALL, from + (long) i * Float.BYTES, NATIVE))
                .intoArray(to, at + i);
    }

    /** Reads {@code n} elements between which there is one more. */
    static void loadEverySecond(long from, float[] to, int at, int n) {
        if (n > WHOLE_PAIRS.length()) {
            int last = n - WHOLE_PAIRS.length();
            for (int i = 0; i < last; i += WHOLE_PAIRS.length()) {
                loadWholePairs(from + (long) i * PAIR, FIRST, to, at + i);
            }
            loadWholePairs(from + (long) last * PAIR - Float.BYTES, SECOND, to, at + last);
        } else if (n > HALF_PAIRS.length()) {
            int last = n - HALF_PAIRS.length();
            loadHalfPairs(from, FIRST, to, at);
            loadHalfPairs(from + (long) last * PAIR - Float.BYTES, SECOND, to, at + last);
        } else {
            loadApart(from, PAIR, to, at, 1, n);
        }
    }

    private static void loadWholePairs(long from, int shift, float[] to, int at) {
        Vector<Long> pairs =
                WHOLE_PAIRS.vectorType().cast(LongVector.fromMemorySegment(WHOLE_PAIRS, ALL, from, NATIVE));
        Vector<Long> taken = WHOLE_PAIRS.vectorType().cast(pairs.lanewise(VectorOperators.LSHR, shift));
        Vector<Integer> bits = HALF_INTS.vectorType().cast(taken.convertShape(VectorOperators.L2I, HALF_INTS, 0));
        half(bits.reinterpretAsFloats()).intoArray(to, at);
    }

    private static void loadHalfPairs(long from, int shift, float[] to, int at) {
        Vector<Long> pairs = HALF_PAIRS.vectorType().cast(LongVector.fromMemorySegment(HALF_PAIRS, ALL, from, NATIVE));
        Vector<Long> taken = HALF_PAIRS.vectorType().cast(pairs.lanewise(VectorOperators.LSHR, shift));
        Vector<Integer> bits = QUARTER_INTS.vectorType().cast(taken.convertShape(VectorOperators.L2I, QUARTER_INTS, 0));
        quarter(bits.reinterpretAsFloats()).intoArray(to, at);
    }

    /** Reads {@code n} elements that are {@code fromStep} bytes apart, to where they are {@code step} elements apart. */
    static void loadApart(long from, long fromStep, float[] to, int at, int step, int n) {
        for (int i = 0; i < n; i++) {
            to[at + i * step] = ALL.get(JAVA_FLOAT_UNALIGNED, from + i * fromStep);
        }
    }

    /** Writes {@code n} elements plus a number; -0.0 changes none. */
    static void store(float[] from, int at, float number, long to, int n) {
        if (n >= WHOLE.length()) {
            int last = n - WHOLE.length();
            for (int i = 0; i < last; i += WHOLE.length()) {
                storeWhole(from, at, number, to, i);
            }
            storeWhole(from, at, number, to, last);
        } else if (n >= HALF.length()) {
            storeHalf(from, at, number, to, 0);
            storeHalf(from, at, number, to, n - HALF.length());
        } else if (n >= QUARTER.length()) {
            storeQuarter(from, at, number, to, 0);
            storeQuarter(from, at, number, to, n - QUARTER.length());
        } else {
            storeApart(from, at, number, to, Float.BYTES, n);
        }
    }

    private static void storeWhole(float[] from, int at, float number, long to, int i) {
        whole(whole(FloatVector.fromArray(WHOLE, from, at + i)).add(number))
                .intoMemorySegment(ALL, to + (long) i * Float.BYTES, NATIVE);
    }

    private static void storeHalf(float[] from, int at, float number, long to, int i) {
        half(half(FloatVector.fromArray(HALF, from, at + i)).add(number))
                .intoMemorySegment(ALL, to + (long) i * Float.BYTES, NATIVE);
    }

    private static void storeQuarter(float[] from, int at, float number, long to, int i) {
        quarter(quarter(FloatVector.fromArray(QUARTER, from, at + i)).add(number))
                .intoMemorySegment(ALL, to + (long) i * Float.BYTES, NATIVE);
    }

    /** Writes {@code n} elements plus a number to where they are {@code step} bytes apart. */
    static void storeApart(float[] from, int at, float number, long to, long step, int n) {
        for (int i = 0; i < n; i++) {
            ALL.set(JAVA_FLOAT_UNALIGNED, to + i * step, from[at + i] + number);
        }
    }
}
