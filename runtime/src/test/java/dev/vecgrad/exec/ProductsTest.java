package dev.vecgrad.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.spi.Workers;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.DeviceException;
import dev.vecgrad.type.ShapeException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProductsTest {
    @Test
    void productOfTwoByTwo() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment a = arena.allocateFrom(ValueLayout.JAVA_FLOAT, 1, 2, 3, 4);
            MemorySegment b = arena.allocateFrom(ValueLayout.JAVA_FLOAT, 5, 6, 7, 8);
            MemorySegment c = arena.allocate(16, 4);
            gemm(DType.FLOAT32, 2, 2, 2, a.address(), 2, b.address(), 2, c.address(), 2);
            assertThat(c.toArray(ValueLayout.JAVA_FLOAT)).containsExactly(19, 22, 43, 50);
        }
    }

    @Test
    void sizesOutsideIntAreRefused() {
        assertThatThrownBy(() -> gemm(DType.FLOAT32, 3_000_000_000L, 2, 2, 64, 2, 64, 2, 64, 2))
                .isInstanceOf(ShapeException.class)
                .hasMessage("matmul: m is 3000000000: sizes and leading dims of a matrix product must be between 0 and"
                        + " 2147483647");
        assertThatThrownBy(() -> gemm(DType.FLOAT32, 2, 2, -1, 64, 2, 64, 2, 64, 2))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("k is -1");
    }

    @Test
    void leadingDimMustHoldARow() {
        assertThatThrownBy(() -> gemm(DType.FLOAT32, 2, 5, 3, 64, 3, 64, 4, 64, 5))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "matmul: leading dim 4 of b is too small: it must be at least 1 and its rows' length, which is 5");
        assertThatThrownBy(() -> gemm(DType.FLOAT32, 2, 2, 0, 64, 0, 64, 2, 64, 2))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("leading dim 0 of a");
    }

    @Test
    void dtypeMustBeFloating() {
        assertThatThrownBy(() -> gemm(DType.INT32, 2, 2, 2, 64, 2, 64, 2, 64, 2))
                .isInstanceOf(DTypeException.class)
                .hasMessageContaining("matmul: not implemented for 'int32'");
    }

    @Test
    void addressesMustBeThoseOfElements() {
        assertThatThrownBy(() -> gemm(DType.FLOAT32, 2, 2, 2, 0, 2, 64, 2, 64, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("address 0 of a");
        assertThatThrownBy(() -> gemm(DType.FLOAT64, 2, 2, 2, 64, 2, 68, 2, 64, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of b: it must be that of a float64, a multiple of 8");
    }

    @Test
    void emptyResultsTouchNothing() {
        gemm(DType.FLOAT32, 0, 5, 3, 0, 3, 0, 5, 0, 5);
        gemm(DType.FLOAT32, 5, 0, 3, 0, 3, 0, 1, 0, 1);
        Products.batched(
                DType.FLOAT32,
                false,
                false,
                2,
                2,
                2,
                1,
                0,
                2,
                0,
                2,
                0,
                0,
                2,
                new Batch(new long[] {3, 0}, new long[2], new long[2], new long[2]),
                Workers.ALONE);
    }

    @Test
    void batchNeedsAStrideForEachDim() {
        assertThatThrownBy(() -> new Batch(new long[2], new long[2], new long[1], new long[2]))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("batch of 2 dims");
    }

    @Test
    void wantedLibraryMustExistAndWork() {
        PlainGemm plain = new PlainGemm();
        assertThat(GemmChoice.choose(List.of(plain), null)).isSameAs(plain);
        assertThat(GemmChoice.choose(List.of(plain), "plain")).isSameAs(plain);
        assertThatThrownBy(() -> GemmChoice.choose(List.of(plain), "mkl"))
                .isInstanceOf(DeviceException.class)
                .hasMessage("-Dvecgrad.gemm=mkl: no such library for matrix products: one of plain");
    }

    private static void gemm(
            DType dtype, long m, long n, long k, long a, long lda, long b, long ldb, long c, long ldc) {
        Products.gemm(dtype, false, false, m, n, k, 1, a, lda, b, ldb, 0, c, ldc, Workers.ALONE);
    }
}
