package dev.vecgrad.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Launch;
import dev.vecgrad.ir.Space;
import dev.vecgrad.spi.ReferenceBackend;
import dev.vecgrad.spi.Workers;
import dev.vecgrad.type.DType;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sums of columns whose rows several threads share have the reference's bits. */
class TallColumnsTest {
    private static final int[] COLUMNS = {1, 10, 129, 1025};
    private static final int[] ROWS = {257, 900};

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"BOOL"},
            mode = EnumSource.Mode.EXCLUDE)
    void blocksOfRowsMeetInOrder(DType dtype) {
        KernelSpec spec = Specs.sum(Space.OUTER, dtype);
        SimdKernel kernel = new SimdKernel(spec, Planner.Mode.TILES, false, 50);
        for (int columns : COLUMNS) {
            for (int rows : ROWS) {
                kernel.plan().useVectors(false);
                check(spec, kernel, dtype, rows, columns);
                kernel.plan().useVectors(true);
                check(spec, kernel, dtype, rows, columns);
            }
        }
    }

    /** Two kept rows, each the sums of the columns of a matrix. */
    private static void check(KernelSpec spec, SimdKernel kernel, DType dtype, int rows, int columns) {
        Buffer in = Buffer.random(dtype, 2 * rows * columns, new SplittableRandom(rows + columns));
        Buffer expected = Buffer.of(dtype, 2 * columns);
        Buffer actual = Buffer.of(dtype, 2 * columns);
        Launch launch = new Launch(
                new long[] {2, columns},
                new long[] {rows},
                new long[2],
                new long[][] {{(long) rows * columns, 1}, {columns, 1}},
                new long[][] {{columns}, {0}},
                new long[0]);
        new ReferenceBackend()
                .compile(spec)
                .run(launch, new long[] {in.address(0), expected.address(0)}, Workers.ALONE);
        kernel.run(launch, new long[] {in.address(0), actual.address(0)}, TestWorkers.THREE);
        actual.assertSame(expected, rows + " rows of " + columns + " " + dtype);
    }

    @Test
    void manyRowsOfFewColumnsAreDivided() {
        assertThat(TallColumns.takes(1, 1024, 4096, 2)).isTrue();
        assertThat(TallColumns.takes(1, 10, 300, 8)).isTrue();
    }

    @Test
    void otherwiseColumnsAre() {
        assertThat(TallColumns.takes(8, 8192, 4096, 2)).isFalse();
        assertThat(TallColumns.takes(1, 1024, 300, 8)).isFalse();
        assertThat(TallColumns.takes(1, 10, 256, 8)).isFalse();
    }
}
