package dev.vecgrad.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.type.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.random.RandomGenerator;

/**
 * Native memory of elements of one dtype, with room behind that may be read and must not be written.
 *
 * @param dtype the elements' dtype
 * @param numel how many
 * @param segment the memory, 64 bytes longer
 */
record Buffer(DType dtype, int numel, MemorySegment segment) {
    private static final double[] SPECIAL = {
        0.0, -0.0, 1, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e-45, 3e38, -88, 1e300, 0.5
    };

    static Buffer of(DType dtype, int numel) {
        long bytes = (long) numel * dtype.itemSize();
        Buffer made = new Buffer(dtype, numel, Arena.ofAuto().allocate(bytes + 64, 8));
        for (long i = bytes; i < bytes + 64; i++) {
            made.segment.set(ValueLayout.JAVA_BYTE, i, (byte) 0xa5);
        }
        return made;
    }

    static Buffer random(DType dtype, int numel, RandomGenerator random) {
        Buffer made = of(dtype, numel);
        for (int i = 0; i < numel; i++) {
            made.set(i, number(random));
        }
        return made;
    }

    private static double number(RandomGenerator random) {
        return switch (random.nextInt(8)) {
            case 0 -> SPECIAL[random.nextInt(SPECIAL.length)];
            case 1 -> random.nextInt(7) - 3;
            case 2 -> random.nextGaussian() * 1e9;
            default -> random.nextGaussian();
        };
    }

    Buffer copy() {
        Buffer made = of(dtype, numel);
        made.segment.copyFrom(segment);
        return made;
    }

    long address(long element) {
        return segment.address() + element * dtype.itemSize();
    }

    void set(int i, double value) {
        switch (dtype) {
            case FLOAT32 -> segment.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) value);
            case FLOAT64 -> segment.setAtIndex(ValueLayout.JAVA_DOUBLE, i, value);
            case INT32 -> segment.setAtIndex(ValueLayout.JAVA_INT, i, (int) value);
            case INT64 -> segment.setAtIndex(ValueLayout.JAVA_LONG, i, (long) value);
            case BOOL -> segment.set(ValueLayout.JAVA_BYTE, i, (byte) (value > 0 ? 1 : 0));
        }
    }

    /** The element's bits; all NaNs alike. */
    long bits(int i) {
        return switch (dtype) {
            case FLOAT32 -> Float.floatToIntBits(segment.getAtIndex(ValueLayout.JAVA_FLOAT, i));
            case FLOAT64 -> Double.doubleToLongBits(segment.getAtIndex(ValueLayout.JAVA_DOUBLE, i));
            case INT32 -> segment.getAtIndex(ValueLayout.JAVA_INT, i);
            case INT64 -> segment.getAtIndex(ValueLayout.JAVA_LONG, i);
            case BOOL -> segment.get(ValueLayout.JAVA_BYTE, i);
        };
    }

    String text(int i) {
        return switch (dtype) {
            case FLOAT32 -> Float.toString(segment.getAtIndex(ValueLayout.JAVA_FLOAT, i));
            case FLOAT64 -> Double.toString(segment.getAtIndex(ValueLayout.JAVA_DOUBLE, i));
            case INT32, INT64, BOOL -> Long.toString(bits(i));
        };
    }

    void assertSame(Buffer expected, String what) {
        for (int i = 0; i < numel; i++) {
            if (bits(i) != expected.bits(i)) {
                assertThat(text(i)).as(what + ", element " + i).isEqualTo(expected.text(i));
                assertThat(bits(i)).as(what + ", bits of element " + i).isEqualTo(expected.bits(i));
            }
        }
        long bytes = (long) numel * dtype.itemSize();
        for (long i = bytes; i < bytes + 64; i++) {
            assertThat(segment.get(ValueLayout.JAVA_BYTE, i))
                    .as(what + ", past the end")
                    .isEqualTo((byte) 0xa5);
        }
    }
}
