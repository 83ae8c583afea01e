package dev.vecgrad.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.type.DType;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class IntegerRangeTest {
    private static IntegerRange of(long... elements) {
        return IntegerRange.of(DType.INT64, MemorySegment.ofArray(elements));
    }

    @Test
    void holdsItsEnds() {
        assertThat(of(3, -2, 5, 5)).isEqualTo(new IntegerRange(-2, 5));
        assertThat(of(Long.MIN_VALUE, 0, Long.MAX_VALUE)).isEqualTo(new IntegerRange(Long.MIN_VALUE, Long.MAX_VALUE));
        assertThat(IntegerRange.of(DType.INT32, MemorySegment.ofArray(new int[] {7, Integer.MIN_VALUE, -1})))
                .isEqualTo(new IntegerRange(Integer.MIN_VALUE, 7));
    }

    @Test
    void comesFromAllElementsOfManyParts() {
        for (int n : new int[] {1023, 1024, 1025, 5000}) {
            long[] longs = new long[n];
            longs[0] = 3L << 40;
            longs[n - 1] = -1L << 40;
            assertThat(of(longs)).isEqualTo(new IntegerRange(-1L << 40, 3L << 40));
            int[] ints = new int[n];
            ints[0] = -8;
            ints[n - 1] = 9;
            assertThat(IntegerRange.of(DType.INT32, MemorySegment.ofArray(ints)))
                    .isEqualTo(new IntegerRange(-8, 9));
        }
    }

    @Test
    void isWithinWhatHoldsBothEnds() {
        assertThat(of(0, 9).isWithin(0, 9)).isTrue();
        assertThat(of(0, 9).isWithin(1, 9)).isFalse();
        assertThat(of(0, 9).isWithin(0, 8)).isFalse();
    }

    @Test
    void noElementIsWithinAnything() {
        assertThat(of().isWithin(0, -1)).isTrue();
    }
}
