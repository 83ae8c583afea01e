package dev.vecgrad.blas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.exec.Product;
import dev.vecgrad.spi.Gemm;
import dev.vecgrad.type.DType;
import java.lang.foreign.Arena;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every library computes what {@link Gemm} promises. */
class GemmTest {
    private static final int[] SIZES = {1, 2, 3, 5, 7, 8, 13, 16, 31, 32, 33, 64, 67, 97, 127};
    private static final long SEED = 20_250_901;

    @ParameterizedTest
    @CsvSource({
        "openblas,FLOAT32",
        "openblas,FLOAT64",
        "vector,FLOAT32",
        "vector,FLOAT64",
        "plain,FLOAT32",
        "plain,FLOAT64"
    })
    void gemmIsRightForAnyShapeTransposeStrideScalarAndAlignment(String name, DType dtype) {
        Gemm gemm = InstalledGemm.named(name);
        Random random = new Random(SEED);
        for (int i = 0; i < 400; i++) {
            ProductCase.random(dtype, random, SIZES).check((p, a, b, c) -> gemm(gemm, p, a, b, c));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "openblas,FLOAT32",
        "openblas,FLOAT64",
        "vector,FLOAT32",
        "vector,FLOAT64",
        "plain,FLOAT32",
        "plain,FLOAT64"
    })
    void productsBeyondOneBlockAreRight(String name, DType dtype) {
        Gemm gemm = InstalledGemm.named(name);
        int[][] shapes = {{300, 5, 1100}, {7, 1100, 300}, {521, 67, 33}, {150, 150, 150}, {1, 1, 5000}};
        for (int[] shape : shapes) {
            for (int flags = 0; flags < 4; flags++) {
                new ProductCase(
                                dtype,
                                flags % 2 == 1,
                                flags > 1,
                                shape[0],
                                shape[1],
                                shape[2],
                                1,
                                1,
                                1,
                                1,
                                SEED + flags)
                        .check((p, a, b, c) -> gemm(gemm, p, a, b, c));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "openblas,FLOAT32",
        "openblas,FLOAT64",
        "vector,FLOAT32",
        "vector,FLOAT64",
        "plain,FLOAT32",
        "plain,FLOAT64"
    })
    void emptyInnerDimScalesTheResult(String name, DType dtype) {
        Gemm gemm = InstalledGemm.named(name);
        for (double beta : new double[] {0, 1, -2}) {
            for (int size : new int[] {1, 5, 40}) {
                new ProductCase(dtype, false, false, size, size, 0, 1, beta, 0, 0, SEED)
                        .check((p, a, b, c) -> gemm(gemm, p, a, b, c));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "openblas,FLOAT32",
        "openblas,FLOAT64",
        "vector,FLOAT32",
        "vector,FLOAT64",
        "plain,FLOAT32",
        "plain,FLOAT64"
    })
    void gemvIsRightForAnyShapeTransposeIncrementAndScalar(String name, DType dtype) {
        Gemm gemm = InstalledGemm.named(name);
        Random random = new Random(SEED);
        for (int i = 0; i < 400; i++) {
            ProductCase any = ProductCase.random(dtype, random, SIZES);
            // A column of a padded matrix has an increment, its transpose has none.
            new ProductCase(
                            dtype,
                            any.transA(),
                            false,
                            any.m(),
                            1,
                            any.k(),
                            any.alpha(),
                            any.beta(),
                            any.padding(),
                            any.offset(),
                            any.seed())
                    .check((p, a, b, c) -> gemv(gemm, p, a, b, c));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "openblas,FLOAT32",
        "openblas,FLOAT64",
        "vector,FLOAT32",
        "vector,FLOAT64",
        "plain,FLOAT32",
        "plain,FLOAT64"
    })
    void nanAndInfinityPassThrough(String name, DType dtype) {
        Gemm gemm = InstalledGemm.named(name);
        for (int size : new int[] {1, 2, 7, 33, 130}) {
            try (Arena arena = Arena.ofConfined()) {
                TestMatrix zero = filled(arena, dtype, size, 0);
                TestMatrix c = new TestMatrix(arena, dtype, size, size, size, 0);
                for (double special : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
                    TestMatrix a = filled(arena, dtype, size, 0);
                    a.set(0, size - 1, special);
                    Product p = new Product(dtype, false, false, size, size, size, 1, size, size, 0, size);
                    gemm(gemm, p, a.address(), zero.address(), c.address());
                    assertThat(c.get(0, size - 1))
                            .as("%s * 0, size %d", special, size)
                            .isNaN();
                    assertThat(size == 1 ? 0 : c.get(size - 1, 0)).isZero();
                    gemm(gemm, p, zero.address(), a.address(), c.address());
                    assertThat(c.get(size - 1, size - 1))
                            .as("0 * %s, size %d", special, size)
                            .isNaN();
                }
            }
        }
    }

    private static TestMatrix filled(Arena arena, DType dtype, int size, double value) {
        TestMatrix matrix = new TestMatrix(arena, dtype, size, size, size, 0);
        for (int i = 0; i < size * size; i++) {
            matrix.set(i / size, i % size, value);
        }
        return matrix;
    }

    private static void gemm(Gemm gemm, Product p, long a, long b, long c) {
        if (p.dtype() == DType.FLOAT32) {
            gemm.sgemm(
                    p.transA(),
                    p.transB(),
                    p.m(),
                    p.n(),
                    p.k(),
                    (float) p.alpha(),
                    a,
                    p.lda(),
                    b,
                    p.ldb(),
                    (float) p.beta(),
                    c,
                    p.ldc());
        } else {
            gemm.dgemm(
                    p.transA(),
                    p.transB(),
                    p.m(),
                    p.n(),
                    p.k(),
                    p.alpha(),
                    a,
                    p.lda(),
                    b,
                    p.ldb(),
                    p.beta(),
                    c,
                    p.ldc());
        }
    }

    private static void gemv(Gemm gemm, Product p, long a, long b, long c) {
        int rows = p.transA() ? p.k() : p.m();
        int columns = p.transA() ? p.m() : p.k();
        if (p.dtype() == DType.FLOAT32) {
            gemm.sgemv(
                    p.transA(), rows, columns, (float) p.alpha(), a, p.lda(), b, p.ldb(), (float) p.beta(), c, p.ldc());
        } else {
            gemm.dgemv(p.transA(), rows, columns, p.alpha(), a, p.lda(), b, p.ldb(), p.beta(), c, p.ldc());
        }
    }
}
