package dev.vecgrad.blas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.exec.Batch;
import dev.vecgrad.exec.PanelLoop;
import dev.vecgrad.exec.Product;
import dev.vecgrad.spi.Gemm;
import dev.vecgrad.spi.Workers;
import dev.vecgrad.type.DType;
import java.lang.foreign.Arena;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Products cut into panels are right, and their bits do not depend on who computes which panel when. */
class PanelLoopTest {
    private static final Workers ALONE = new ShuffledWorkers(1, 0);
    private static final int[] SIZES = {1, 2, 13, 16, 17, 40, 64, 97, 130, 257};

    /** Shapes that are cut: into tiles, into panels, into parts of a vector; with a short, a long and a transposed inner dim. */
    private static final int[][] CUT = {
        {128, 130, 128},
        {32, 256, 784},
        {70, 33, 1100},
        {300, 300, 40},
        {520, 65, 1100},
        {1000, 10, 128},
        {10, 1000, 97},
        {2000, 1, 500},
        {1, 2000, 500},
        {1, 1, 530_000}
    };

    @ParameterizedTest
    @ValueSource(strings = {"openblas", "vector"})
    void anyShapeIsRight(String name) {
        PanelLoop loop = new PanelLoop(InstalledGemm.named(name));
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            ProductCase.random(i % 4 == 0 ? DType.FLOAT64 : DType.FLOAT32, random, SIZES)
                    .check((p, a, b, c) -> loop.run(p, a, b, c, new ShuffledWorkers(2, 1)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openblas", "vector"})
    void cutShapesAreRightAndTheirBitsTheSameForAnyWorkers(String name) {
        PanelLoop loop = new PanelLoop(InstalledGemm.named(name));
        for (int[] shape : CUT) {
            for (int flags = 0; flags < 4; flags++) {
                ProductCase any = new ProductCase(
                        DType.FLOAT32,
                        flags % 2 == 1,
                        flags > 1,
                        shape[0],
                        shape[1],
                        shape[2],
                        1,
                        flags % 2,
                        flags,
                        1,
                        flags);
                any.check((p, a, b, c) -> loop.run(p, a, b, c, ALONE));
                byte[] alone = any.bits((p, a, b, c) -> loop.run(p, a, b, c, ALONE));
                for (int seed = 0; seed < 2; seed++) {
                    Workers workers = new ShuffledWorkers(2 + seed, seed);
                    assertThat(any.bits((p, a, b, c) -> loop.run(p, a, b, c, workers)))
                            .as("bits of %s with %s", any, workers)
                            .isEqualTo(alone);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openblas", "vector"})
    void batchesAreTheirProductsOneByOne(String name) {
        Gemm gemm = InstalledGemm.named(name);
        int[][] shapes = {{3, 4, 5}, {1, 7, 3}, {20, 30, 784}, {130, 130, 130}, {5, 1, 9}};
        for (int[] shape : shapes) {
            batch(gemm, shape[0], shape[1], shape[2], new long[] {2, 3}, false);
            batch(gemm, shape[0], shape[1], shape[2], new long[] {2, 3}, true);
            batch(gemm, shape[0], shape[1], shape[2], new long[] {}, false);
        }
    }

    /** Right matrices one for each product, or one for all: then the left ones are one tall matrix. */
    private static void batch(Gemm gemm, int m, int n, int k, long[] sizes, boolean oneRight) {
        PanelLoop loop = new PanelLoop(gemm);
        int count = 1;
        for (long size : sizes) {
            count *= (int) size;
        }
        try (Arena arena = Arena.ofConfined()) {
            Random random = new Random(3);
            TestMatrix a = new TestMatrix(arena, DType.FLOAT32, count * m, k, k, 0).random(random);
            TestMatrix b = new TestMatrix(arena, DType.FLOAT32, count * k, n, n, 0).random(random);
            TestMatrix c = new TestMatrix(arena, DType.FLOAT32, count * m, n, n, 0);
            Product p = new Product(DType.FLOAT32, false, false, m, n, k, 1, k, n, 0, n);
            Batch batch = new Batch(
                    sizes,
                    strides(sizes, m * (long) k),
                    strides(sizes, oneRight ? 0 : k * (long) n),
                    strides(sizes, m * (long) n));
            loop.run(p, batch, a.address(), b.address(), c.address(), new ShuffledWorkers(2, 5));
            assertThat(c.isUntouchedAround()).isTrue();
            for (int q = 0; q < count; q++) {
                int right = oneRight ? 0 : q * k;
                for (int i = 0; i < m; i++) {
                    for (int j = 0; j < n; j++) {
                        checkElement(a, b, c, q * m + i, right, j, k);
                    }
                }
            }
        }
    }

    private static void checkElement(TestMatrix a, TestMatrix b, TestMatrix c, int row, int right, int column, int k) {
        double sum = 0;
        double absolute = 0;
        for (int p = 0; p < k; p++) {
            double term = a.get(row, p) * b.get(right + p, column);
            sum += term;
            absolute += Math.abs(term);
        }
        assertThat(Math.abs(c.get(row, column) - sum)).isLessThanOrEqualTo(2 * (k + 4) * 0x1p-24 * absolute);
    }

    private static long[] strides(long[] sizes, long matrix) {
        long[] strides = new long[sizes.length];
        long stride = matrix;
        for (int d = sizes.length - 1; d >= 0; d--) {
            strides[d] = stride;
            stride *= sizes[d];
        }
        return strides;
    }
}
