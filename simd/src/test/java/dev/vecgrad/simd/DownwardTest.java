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

/** Sums of columns, of shapes around the limits of blocks and vectors, have the reference's bits. */
class DownwardTest {
    private static final int[] COLUMNS = {1, 3, 10, 13, 32, 67, 256, 512, 513};
    private static final int[] ROWS = {1, 128, 256, 257, 800};

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"BOOL"},
            mode = EnumSource.Mode.EXCLUDE)
    void sumsOfColumns(DType dtype) {
        KernelSpec spec = Specs.sum(Space.OUTER, dtype);
        SimdKernel kernel = new SimdKernel(spec, Planner.Mode.TILES, false, 1 << 15);
        for (int columns : COLUMNS) {
            for (int rows : ROWS) {
                kernel.plan().useVectors(false);
                check(spec, kernel, dtype, rows, columns);
                kernel.plan().useVectors(true);
                check(spec, kernel, dtype, rows, columns);
            }
        }
    }

    private static void check(KernelSpec spec, SimdKernel kernel, DType dtype, int rows, int columns) {
        Buffer in = Buffer.random(dtype, rows * columns, new SplittableRandom(rows + columns));
        Buffer expected = Buffer.of(dtype, columns);
        Buffer actual = Buffer.of(dtype, columns);
        Launch launch = new Launch(
                new long[] {columns},
                new long[] {rows},
                new long[2],
                new long[][] {{1}, {1}},
                new long[][] {{columns}, {0}},
                new long[0]);
        long[] addresses = {in.address(0), expected.address(0)};
        new ReferenceBackend().compile(spec).run(launch, addresses, Workers.ALONE);
        kernel.run(launch, new long[] {in.address(0), actual.address(0)}, Workers.ALONE);
        actual.assertSame(expected, rows + " rows of " + columns + " " + dtype);
    }

    @Test
    void sharedLoopsGoDownToo() {
        KernelSpec spec = Specs.sum(Space.OUTER, DType.FLOAT32);
        for (Planner.Mode mode : Planner.Mode.values()) {
            assertThat(new SimdKernel(spec, mode, false, 1 << 15).plan().downward())
                    .isNotNull();
        }
    }
}
