package dev.vecgrad.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Generator;
import dev.vecgrad.golden.GoldenFile;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.ShapeException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Initialisations with PyTorch's generator against PyTorch: equal to the bit where numbers are uniform or fixed. */
class InitTest {
    private static final GoldenFile GOLDEN = GoldenFile.read("init.txt");

    interface Fill {
        Tensor of(Tensor tensor, Generator generator);
    }

    /* Normal numbers are those of PyTorch to 1e-6 before they are scaled by 2 at most. */
    private static final double NORMAL = 2e-6;

    private static Arguments of(String name, double tolerance, Fill fill) {
        return Arguments.of(name, tolerance, fill);
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                of("uniform", 0, (t, g) -> Init.uniform_(t, -1.5, 2.5, g)),
                of("normal", NORMAL, (t, g) -> Init.normal_(t, 0.5, 2, g)),
                of("trunc_normal", NORMAL, (t, g) -> Init.truncNormal_(t, 0, 1, -2, 2, g)),
                of("trunc_normal narrow", NORMAL, (t, g) -> Init.truncNormal_(t, 0.5, 1, -0.2, 0.9, g)),
                of("trunc_normal accepted", 0, (t, g) -> Init.truncNormal_(t, 0, 1, 1, 1.5, g)),
                of("eye", 0, (t, _) -> Init.eye_(t)),
                of("dirac 3", 0, (t, _) -> Init.dirac_(t)),
                of("dirac 4", 0, (t, _) -> Init.dirac_(t)),
                of("dirac 5", 0, (t, _) -> Init.dirac_(t)),
                of("dirac groups", 0, (t, _) -> Init.dirac_(t, 3)),
                /* Small matrices of normal numbers have a condition below 50. */
                of("orthogonal square", 50 * NORMAL, (t, g) -> Init.orthogonal_(t, 1, g)),
                of("orthogonal tall", 50 * NORMAL, (t, g) -> Init.orthogonal_(t, 1.5, g)),
                of("orthogonal wide", 50 * NORMAL, (t, g) -> Init.orthogonal_(t, 1, g)),
                of("sparse", NORMAL, (t, g) -> Init.sparse_(t, 0.3, 0.5, g)),
                of("xavier_uniform", 0, (t, g) -> Init.xavierUniform_(t, 2, g)),
                of(
                        "kaiming_uniform",
                        0,
                        (t, g) ->
                                Init.kaimingUniform_(t, Init.options().leak(0.1).generator(g))),
                of("constant", 0, (t, _) -> Init.constant_(t, 0.3)),
                of("ones", 0, (t, _) -> Init.ones_(t)),
                of("zeros", 0, (t, _) -> Init.zeros_(t)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void numbersArePytorchs(String name, double tolerance, Fill fill) {
        for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            Tensor tensor =
                    Tensor.full(GOLDEN.longs(name + " shape"), 7.0, dtype).requiresGrad_(true);
            assertThat(fill.of(tensor, Generator.pytorch(5))).isSameAs(tensor);
            assertThat(tensor.isLeaf()).isTrue();
            assertThat(tensor.toDoubleArray())
                    .as(name)
                    .containsExactly(
                            GOLDEN.doubles(name + (dtype == DType.FLOAT32 ? " 32" : " 64")), within(tolerance));
        }
    }

    @Test
    void gainsArePytorchs() {
        double[] expected = GOLDEN.doubles("gains");
        int i = 0;
        for (Init.Nonlinearity nonlinearity : Init.Nonlinearity.values()) {
            assertThat(Init.calculateGain(nonlinearity)).isEqualTo(expected[i++]);
        }
        assertThat(Init.calculateGain(Init.Nonlinearity.LEAKY_RELU, 0.2)).isEqualTo(expected[i]);
    }

    @Test
    void orthogonalMatricesAreOrthogonalInDoublePrecision() {
        for (long[] sizes : new long[][] {{40, 17}, {17, 40}, {1, 5}, {5, 1}}) {
            Tensor q = Init.orthogonal_(Tensor.zeros(sizes, DType.FLOAT64), 1, Generator.philox(1));
            Tensor product = sizes[0] < sizes[1] ? q.matmul(q.t()) : q.t().matmul(q);
            Tensor error = product.sub(
                    Tensor.eye(product.shape().size(0), product.shape().size(0), DType.FLOAT64));
            /* Some hundred roundings of numbers up to 1. */
            assertThat(error.abs().amax().item()).isLessThan(200 * 0x1p-53);
        }
    }

    @Test
    void truncatedNumbersKeepTheirBoundsAndMean() {
        Tensor t = Init.truncNormal_(Tensor.zeros(100_000), 0, 1, -1, 1, Generator.philox(3));
        assertThat(t.amax().item()).isLessThanOrEqualTo(1);
        assertThat(t.amin().item()).isGreaterThanOrEqualTo(-1);
        /* Six standard deviations of the mean of numbers whose own is 0.54. */
        assertThat(t.mean().item()).isCloseTo(0, within(6 * 0.54 / Math.sqrt(1e5)));
    }

    @Test
    void shapesThatDoNotFitAreErrors() {
        Generator g = Generator.philox(1);
        assertThatThrownBy(() -> Init.eye_(Tensor.zeros(3)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("Only tensors with 2 dimensions are supported");
        assertThatThrownBy(() -> Init.sparse_(Tensor.zeros(3), 0.1, 1, g)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Init.dirac_(Tensor.zeros(3, 3))).hasMessageContaining("3, 4, or 5 dimensions");
        assertThatThrownBy(() -> Init.dirac_(Tensor.zeros(3, 3, 3), 2)).hasMessageContaining("divisible by groups");
        assertThatThrownBy(() -> Init.orthogonal_(Tensor.zeros(3), 1, g)).hasMessageContaining("2 or more dimensions");
        assertThatThrownBy(() -> Init.truncNormal_(Tensor.zeros(3), 0, 1, 2, 1, g))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Init.orthogonal_(Tensor.zeros(0, 3), 1, g).numel()).isZero();
    }
}
