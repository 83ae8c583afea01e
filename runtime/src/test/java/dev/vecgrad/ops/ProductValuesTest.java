package dev.vecgrad.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.Tensor;
import dev.vecgrad.memory.Memory;
import dev.vecgrad.type.DType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Products where values are special: integers that wrap, what is not looked at, zeros, and sizes beside tiles. */
class ProductValuesTest {
    private static Tensor counting(DType dtype, long... sizes) {
        return Tensor.arange(0, Tensor.zeros(sizes).numel()).view(sizes).to(dtype);
    }

    /** Whole numbers below 2^53: the float64 product and the integer one must be equal. */
    @ParameterizedTest
    @ValueSource(ints = {1, 13, 207})
    void integersAreExact(int n) {
        Tensor a = counting(DType.INT64, 5, n).sub(3);
        Tensor b = counting(DType.INT64, n, 3).neg();
        double[] expected = a.to(DType.FLOAT64).matmul(b.to(DType.FLOAT64)).toDoubleArray();
        assertThat(a.matmul(b).toDoubleArray()).isEqualTo(expected);
        assertThat(a.to(DType.INT32).matmul(b.to(DType.INT32)).toDoubleArray()).isEqualTo(expected);
        assertThat(b.t().matmul(a.t()).t().toDoubleArray()).isEqualTo(expected);
        assertThat(Tensor.einsum("ij,jk->ik", a, b).toDoubleArray()).isEqualTo(expected);
    }

    @Test
    void integersWrap() {
        Tensor big = Tensor.of(new int[] {Integer.MAX_VALUE, 2});
        assertThat(big.dot(Tensor.of(new int[] {2, 1})).toIntArray()).containsExactly(0);
        assertThat(Tensor.of(Long.MAX_VALUE, 1L).dot(Tensor.of(1L, 1L)).itemLong())
                .isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void integersOfBatchesAndNothing() {
        Tensor a = counting(DType.INT64, 2, 1, 2, 3);
        Tensor b = counting(DType.INT64, 2, 3, 2);
        assertThat(a.matmul(b).toDoubleArray())
                .isEqualTo(a.to(DType.FLOAT64).matmul(b.to(DType.FLOAT64)).toDoubleArray());
        assertThat(Tensor.zeros(new long[] {2, 0}, DType.INT64)
                        .matmul(Tensor.zeros(new long[] {0, 2}, DType.INT64))
                        .toLongArray())
                .containsExactly(0, 0, 0, 0);
    }

    /** As PyTorch: with beta 0 a NaN in the input does not reach the result. */
    @Test
    void whatIsMultipliedByZeroIsNotLookedAt() {
        Tensor nan = Tensor.full(new long[] {2, 2}, Double.NaN);
        Tensor unit = Tensor.eye(2);
        assertThat(nan.addmm(unit, unit, 0, 3).toFloatArray()).containsExactly(3, 0, 0, 3);
        assertThat(nan.select(0, 0).addmv(unit, Tensor.of(1f, 2f), 0, 2).toFloatArray())
                .containsExactly(2, 4);
        assertThat(nan.addr(Tensor.of(1f, 2f), Tensor.of(3f, 4f), 0, 1).toFloatArray())
                .containsExactly(3, 4, 6, 8);
        assertThat(nan.unsqueeze(0)
                        .baddbmm(unit.unsqueeze(0), unit.unsqueeze(0), 0, 2)
                        .toFloatArray())
                .containsExactly(2, 0, 0, 2);
    }

    @Test
    void normsOfZeroAndInfinity() {
        Tensor zero = Tensor.zeros(3).requiresGrad_(true);
        for (double p : new double[] {0.5, 1, 1.5, 2, 3}) {
            Tensor norm = zero.norm(p);
            assertThat(norm.item()).isZero();
            zero.setGrad(null);
            norm.backward();
            assertThat(zero.grad())
                    .isNotNull()
                    .satisfies(g -> assertThat(g.toFloatArray()).containsExactly(0, 0, 0));
        }
        assertThat(Tensor.of(1f, Float.NEGATIVE_INFINITY).norm().item()).isInfinite();
        assertThat(Tensor.of(1f, Float.NaN).norm(Double.POSITIVE_INFINITY).item())
                .isNaN();
        assertThat(Tensor.of(0f, -2f, 3f).norm(0).item()).isEqualTo(2);
        assertThat(Tensor.zeros(0).norm(3).item()).isZero();
    }

    /** Ties share the gradient of the greatest. */
    @Test
    void theGreatestOfEquals() {
        Tensor x = Tensor.of(-3f, 1f, 3f).requiresGrad_(true);
        x.norm(Double.POSITIVE_INFINITY).backward();
        assertThat(x.grad())
                .isNotNull()
                .satisfies(g -> assertThat(g.toFloatArray()).containsExactly(-0.5f, 0, 0.5f));
    }

    @Test
    void powersOfMatrices() {
        Tensor x = Tensor.of(new double[][] {{1, 1}, {1, 0}});
        assertThat(x.matrixPower(10).toDoubleArray()).containsExactly(89, 55, 55, 34);
        assertThat(x.matrixPower(0).toDoubleArray()).containsExactly(1, 0, 0, 1);
    }

    @Test
    void choicesAndPowers() {
        assertThat(Tensor.combinations(Tensor.arange(4), 3, false).toLongArray())
                .containsExactly(0, 1, 2, 0, 1, 3, 0, 2, 3, 1, 2, 3);
        assertThat(Tensor.combinations(Tensor.arange(2), 3, false).shape().toArray())
                .containsExactly(0, 3);
        assertThat(Tensor.vander(Tensor.of(2L, 3L), 4, true).toLongArray()).containsExactly(1, 2, 4, 8, 1, 3, 9, 27);
        assertThat(Tensor.meshgrid(List.of(Tensor.arange(2), Tensor.arange(3)), "xy")
                        .getFirst()
                        .toLongArray())
                .containsExactly(0, 1, 0, 1, 0, 1);
    }

    /** A chain's product does not depend on the order: whole numbers are exact. */
    @Test
    void chains() {
        Tensor a = counting(DType.FLOAT64, 10, 2);
        Tensor b = counting(DType.FLOAT64, 2, 30);
        Tensor c = counting(DType.FLOAT64, 30, 3);
        double[] expected = a.matmul(b).matmul(c).toDoubleArray();
        assertThat(Tensor.multiDot(a, b, c).toDoubleArray()).isEqualTo(expected);
        assertThat(Tensor.einsum("ij,jk,kl", a, b, c).toDoubleArray()).isEqualTo(expected);
    }

    /** The patches put back count how many show an element; with sizes that do not fit a vector. */
    @ParameterizedTest
    @ValueSource(ints = {3, 13, 67})
    void patchesPutBack(int n) {
        PatchGrid grid = PatchGrid.of(3).padding(1, 1);
        Tensor ones = Tensor.ones(1, 2, n, n);
        Tensor columns = new Tensor(Patches.unfold(ones.value(), grid));
        assertThat(columns.shape().toArray()).containsExactly(1, 18, (long) n * n);
        Tensor counts = new Tensor(Patches.fold(columns.value(), n, n, grid));
        assertThat(counts.select(1, 0).select(1, 0).select(1, 0).item()).isEqualTo(4);
        assertThat(counts.select(1, 1).select(1, 1).select(1, 1).item()).isEqualTo(9);
        assertThat(counts.sum().item()).isEqualTo(columns.sum().item());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leadingDimsMayMoveByTwoStrides(boolean transposed) {
        Tensor a = counting(DType.FLOAT32, 2, 5, 3, 4).transpose(1, 2);
        Tensor b = counting(DType.FLOAT32, 2, transposed ? 6 : 4, 3, transposed ? 4 : 6)
                .transpose(1, 2);
        Tensor right = transposed ? b.transpose(-2, -1) : b;
        long before = Memory.stats().allocations();
        Tensor c = a.matmul(right);
        assertThat(Memory.stats().allocations() - before).as("only the result").isEqualTo(1);
        Tensor expected = a.contiguous().matmul(right.contiguous());
        assertThat(c.toFloatArray()).isEqualTo(expected.toFloatArray());
    }

    /** Whole numbers, so the order of sums does not matter. */
    @Test
    void leadingDimsMayHaveAnyOrder() {
        int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
        Tensor whole = counting(DType.FLOAT32, 2, 2, 2, 3, 3);
        Tensor rows = counting(DType.FLOAT32, 2, 3, 2, 2, 3).movedim(1, 3);
        for (int[] left : orders) {
            for (int[] right : orders) {
                Tensor a = whole.permute(left[0], left[1], left[2], 3, 4);
                Tensor b = rows.permute(right[0], right[1], right[2], 4, 3);
                assertThat(a.matmul(b).toFloatArray())
                        .isEqualTo(a.contiguous().matmul(b.contiguous()).toFloatArray());
            }
        }
    }
}
