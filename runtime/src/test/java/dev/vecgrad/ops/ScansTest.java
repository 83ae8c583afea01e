package dev.vecgrad.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.ir.RowCall;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.IndexException;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What scans do with special values, long rows and zeros, and what they refuse. */
class ScansTest {
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final float INF_F = Float.POSITIVE_INFINITY;

    private static Tensor leaf(double... elements) {
        return Tensor.of(elements).requiresGrad_(true);
    }

    private static double[] gradient(Tensor x) {
        return Objects.requireNonNull(x.grad()).toDoubleArray();
    }

    @Test
    void productsOfZerosHaveGradients() {
        Tensor one = leaf(2, 0, 3, 4);
        one.cumprod(0).sum().backward();
        assertThat(gradient(one)).containsExactly(1, 2 + 6 + 24, 0, 0);
        Tensor two = leaf(2, 0, 3, 0, 4);
        two.cumprod(0).sum().backward();
        assertThat(gradient(two)).containsExactly(1, 8, 0, 0, 0);
    }

    @Test
    void integersAddAsInt64() {
        Tensor sums = Tensor.of(true, false, true).cumsum(0);
        assertThat(sums.dtype()).isEqualTo(DType.INT64);
        assertThat(sums.toLongArray()).containsExactly(1, 1, 2);
        assertThat(Tensor.of(Integer.MAX_VALUE, 1).to(DType.INT32).cumsum(0).toLongArray())
                .containsExactly(Integer.MAX_VALUE, 1L + Integer.MAX_VALUE);
    }

    @Test
    void theErrorOfSumsIsBounded() {
        int n = 10 * RowCall.BLOCK + 77;
        SplittableRandom random = new SplittableRandom(3);
        double[] x = random.doubles(n, -1, 1).toArray();
        double[] sums = Tensor.of(x).cumsum(0).toDoubleArray();
        BigDecimal exact = BigDecimal.ZERO;
        double magnitude = 0;
        for (int i = 0; i < n; i++) {
            exact = exact.add(new BigDecimal(x[i]));
            magnitude += Math.abs(x[i]);
            double bound = (RowCall.BLOCK + n / RowCall.BLOCK) * 0x1p-53 * magnitude;
            assertThat(exact.subtract(new BigDecimal(sums[i])).abs().doubleValue())
                    .isLessThanOrEqualTo(bound);
        }
    }

    @Test
    void extremaKeepTheLastPlaceAndNan() {
        Tensor x = Tensor.of(new double[] {1, 3, 3, 2, Double.NaN, 5});
        RowMethods.Places<Tensor> greatest = x.cummax(0);
        assertThat(greatest.values().toDoubleArray()).containsExactly(1, 3, 3, 3, Double.NaN, Double.NaN);
        assertThat(greatest.indices().toLongArray()).containsExactly(0, 1, 2, 2, 4, 4);
        assertThat(x.cummin(0).indices().toLongArray()).containsExactly(0, 0, 0, 0, 4, 4);
    }

    @Test
    void exponentialsNeitherOverflowNorVanish() {
        Tensor x = Tensor.of(new double[] {-2000, 0, 800, 800, -INF, INF});
        assertThat(x.logcumsumexp(0).toDoubleArray())
                .containsExactly(-2000, 0, 800, 800 + Math.log(2), 800 + Math.log(2), INF);
        assertThat(Tensor.of(new double[] {-INF, -INF, 0}).logcumsumexp(0).toDoubleArray())
                .containsExactly(-INF, -INF, 0);
        assertThat(Tensor.of(new float[] {-INF_F, Float.NaN, 1}).logcumsumexp(0).toFloatArray())
                .containsExactly(-INF_F, Float.NaN, Float.NaN);
    }

    @Test
    void gradientsPassBesideInfinities() {
        Tensor x = leaf(-INF, 0, 0);
        x.logcumsumexp(0).sum().backward();
        assertThat(gradient(x)).containsExactly(1, 1.5, 0.5);
    }

    @Test
    void wrongCallsAreRefused() {
        assertThatThrownBy(() -> Tensor.zeros(3).cumsum(1))
                .isInstanceOf(IndexException.class)
                .hasMessageStartingWith(
                        "cumsum: Dimension out of range (expected to be in range of [-1, 0], but got 1)");
        assertThatThrownBy(() -> Tensor.arange(3).logcumsumexp(0))
                .isInstanceOf(DTypeException.class)
                .hasMessageStartingWith("logcumsumexp: \"logcumsumexp_out_cpu\" not implemented for 'int64'");
    }
}
