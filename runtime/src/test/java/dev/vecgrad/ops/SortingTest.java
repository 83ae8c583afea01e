package dev.vecgrad.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.ops.Quantiles.Interpolation;
import dev.vecgrad.ops.RowMethods.Places;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.IndexException;
import dev.vecgrad.type.ShapeException;
import dev.vecgrad.type.VecgradException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What orders do with NaN, zeros and ties, and what they refuse. */
class SortingTest {
    private static final double NAN = Double.NaN;
    private static final double INF = Double.POSITIVE_INFINITY;

    private static final Tensor MIXED = Tensor.of(new double[] {3, 1, NAN, 2, -0.0, 0.0, 1, -INF});

    private static void holds(Places<Tensor> found, double[] values, long[] indices) {
        assertThat(found.values().toDoubleArray()).containsExactly(values);
        assertThat(found.indices().toLongArray()).containsExactly(indices);
    }

    @Test
    void equalsKeepTheirOrder() {
        holds(MIXED.sort(), new double[] {-INF, -0.0, 0.0, 1, 1, 2, 3, NAN}, new long[] {7, 4, 5, 1, 6, 3, 0, 2});
        holds(MIXED.sort(0, true), new double[] {NAN, 3, 2, 1, 1, -0.0, 0.0, -INF}, new long[] {2, 0, 3, 1, 6, 4, 5, 7
        });
    }

    @Test
    void nanIsGreatest() {
        holds(MIXED.topk(2), new double[] {NAN, 3}, new long[] {2, 0});
        holds(MIXED.topk(2, 0, false), new double[] {-INF, -0.0}, new long[] {7, 4});
        holds(MIXED.kthvalue(8), new double[] {NAN}, new long[] {2});
    }

    @Test
    void mediansAreLowerAndSeeNan() {
        holds(MIXED.median(0), new double[] {NAN}, new long[] {2});
        holds(MIXED.nanmedian(0), new double[] {1}, new long[] {1});
        assertThat(Tensor.of(new double[] {4, 1, 3, 2}).median().item()).isEqualTo(2);
        assertThat(MIXED.median().item()).isNaN();
        assertThat(Tensor.of(new double[] {NAN, NAN}).nanmedian().item()).isNaN();
        assertThat(Tensor.zeros(0).median().item()).isNaN();
    }

    @Test
    void equalMediansShareTheGradient() {
        Tensor x = Tensor.of(new double[] {1, 2, 2, NAN}).requiresGrad_(true);
        x.nanmedian().backward();
        assertThat(Objects.requireNonNull(x.grad()).toDoubleArray()).containsExactly(0, 0.5, 0.5, 0);
    }

    @Test
    void theLeastOfTheMostFrequentIsTheMode() {
        holds(Tensor.of(new double[] {2, 1, 2, 1}).mode(), new double[] {1}, new long[] {3});
        holds(Tensor.of(new double[] {NAN, 5, NAN}).mode(), new double[] {5}, new long[] {1});
        holds(Tensor.of(new double[] {NAN, NAN}).mode(), new double[] {NAN}, new long[] {0});
    }

    @Test
    void quantilesOfRowsWithNanAreNan() {
        Tensor x = Tensor.of(new double[][] {{NAN, 1, 2}, {4, 3, 8}});
        assertThat(x.quantile(0.5, 1).toDoubleArray()).containsExactly(NAN, 4);
        assertThat(x.nanquantile(0.5, 1).toDoubleArray()).containsExactly(1.5, 4);
        assertThat(Tensor.of(new double[] {NAN}).nanquantile(0.5).item()).isNaN();
    }

    @Test
    void nearestIsEvenBetweenTwo() {
        Tensor x = Tensor.of(new double[] {10, 11, 12, 13});
        assertThat(x.quantile(0.5, 0, false, Interpolation.NEAREST).item()).isEqualTo(12);
        assertThat(x.quantile(1.0 / 6, 0, false, Interpolation.NEAREST).item()).isEqualTo(10);
    }

    @Test
    void wrongNumbersAreRefused() {
        assertThatThrownBy(() -> Tensor.zeros(3).topk(4))
                .isInstanceOf(IndexException.class)
                .hasMessage("topk: selected index k out of range: k is 4, but dim 0 of shape [3] has 3 elements");
        assertThatThrownBy(() -> Tensor.zeros(3).kthvalue(0))
                .isInstanceOf(IndexException.class)
                .hasMessageStartingWith("kthvalue: kthvalue(): selected number k out of range for dimension 0");
        assertThatThrownBy(() -> Tensor.zeros(3).quantile(1.5))
                .isInstanceOf(VecgradException.class)
                .hasMessage("quantile: quantile() q values must be in the range [0, 1]: one is 1.5");
        assertThatThrownBy(() -> Tensor.zeros(3).quantile(Tensor.of(new double[] {0.5})))
                .isInstanceOf(DTypeException.class)
                .hasMessageContaining("q tensor must be same dtype as the input tensor");
        assertThatThrownBy(() -> Tensor.arange(3).quantile(0.5))
                .isInstanceOf(DTypeException.class)
                .hasMessageContaining("input tensor must be either float or double dtype");
    }

    @Test
    void nothingHasNoElementOfAnOrder() {
        assertThatThrownBy(() -> Tensor.zeros(0).mode())
                .isInstanceOf(IndexException.class)
                .hasMessage("mode: mode(): Expected reduction dim 0 to have non-zero size.: the shape is [0]");
        assertThatThrownBy(() -> Tensor.zeros(2, 0).median(1))
                .isInstanceOf(IndexException.class)
                .hasMessageStartingWith("median: median(): Expected reduction dim 1 to have non-zero size.");
        assertThatThrownBy(() -> Tensor.zeros(0).quantile(0.5))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("quantile: quantile() input tensor must be non-empty");
    }
}
