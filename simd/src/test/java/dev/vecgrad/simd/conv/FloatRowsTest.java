package dev.vecgrad.simd.conv;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows of all lengths up to some vectors are copied whole, and nothing beside them. */
class FloatRowsTest {
    private static final int AT = 3;
    private static final int BEHIND = 5;
    private static final float UNTOUCHED = -7;

    static IntStream lengths() {
        return IntStream.rangeClosed(0, 70);
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void rowsAreRead(int n) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment row = row(arena, n);
            float[] to = untouched(n);
            FloatRows.load(row.address(), to, AT, n);
            assertThat(to).isEqualTo(expected(n, 1));
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void everySecondElementIsRead(int n) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment row = row(arena, 2 * n);
            float[] to = untouched(n);
            FloatRows.loadEverySecond(row.address(), to, AT, n);
            assertThat(to).isEqualTo(expected(n, 2));
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void rowsAreWritten(int n) {
        try (Arena arena = Arena.ofConfined()) {
            float[] whole = untouched(n);
            MemorySegment row = arena.allocateFrom(ValueLayout.JAVA_FLOAT, whole);
            float[] from = expected(n, 1);
            FloatRows.store(from, AT, 0.5f, row.address() + AT * (long) Float.BYTES, n);
            for (int i = 0; i < n; i++) {
                whole[AT + i] = from[AT + i] + 0.5f;
            }
            assertThat(row.toArray(ValueLayout.JAVA_FLOAT)).isEqualTo(whole);
        }
    }

    private static MemorySegment row(Arena arena, int n) {
        MemorySegment row = arena.allocate((long) n * Float.BYTES, Float.BYTES);
        for (int i = 0; i < n; i++) {
            row.setAtIndex(ValueLayout.JAVA_FLOAT, i, 1 + i);
        }
        return row;
    }

    private static float[] untouched(int n) {
        float[] made = new float[AT + n + BEHIND];
        Arrays.fill(made, UNTOUCHED);
        return made;
    }

    private static float[] expected(int n, int step) {
        float[] made = untouched(n);
        for (int i = 0; i < n; i++) {
            made[AT + i] = 1 + (float) i * step;
        }
        return made;
    }
}
