package dev.vecgrad.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.AutogradException;
import dev.vecgrad.type.DType;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Clipping by PyTorch's formulas: gradients are multiplied by {@code min(1, maxNorm / (norm + 1e-6))}. */
class ClippingTest {
    private final Tensor a = parameter(new double[] {3, -4});
    private final Tensor b = parameter(new double[] {12});
    private final Tensor without = Tensor.of(new double[] {1}).requiresGrad_(true);
    private final List<Tensor> all = List.of(a, without, b);

    private static Tensor parameter(double[] gradient) {
        Tensor parameter =
                Tensor.zeros(new long[] {gradient.length}, DType.FLOAT64).requiresGrad_(true);
        parameter.setGrad(Tensor.of(gradient));
        return parameter;
    }

    private static double[] grad(Tensor parameter) {
        return Objects.requireNonNull(parameter.grad()).toDoubleArray();
    }

    @Test
    void scalesByTheNormOfAll() {
        assertThat(Clipping.clipGradNorm_(all, 1.3).item()).isCloseTo(13, offset(13e-9));
        double factor = 1.3 / (13 + 1e-6);
        assertThat(grad(a)).containsExactly(new double[] {3 * factor, -4 * factor}, offset(1e-9));
        assertThat(grad(b)).containsExactly(new double[] {12 * factor}, offset(1e-9));
        assertThat(without.grad()).isNull();
    }

    @Test
    void leavesWhatIsShortEnough() {
        assertThat(Clipping.clipGradNorm_(all, 14).item()).isCloseTo(13, offset(13e-9));
        assertThat(grad(a)).containsExactly(3, -4);
    }

    @Test
    void knowsOtherNorms() {
        List<Tensor> gradients = List.of(Tensor.of(grad(a)), Tensor.of(grad(b)));
        assertThat(Clipping.totalNorm(gradients).item()).isCloseTo(13, offset(13e-9));
        assertThat(Clipping.totalNorm(gradients, 1, false).item()).isCloseTo(19, offset(19e-9));
        assertThat(Clipping.totalNorm(gradients, Double.POSITIVE_INFINITY, false)
                        .item())
                .isEqualTo(12);
        assertThat(Clipping.totalNorm(gradients, 3, false).item()).isCloseTo(Math.cbrt(27 + 64 + 1728), offset(13e-9));
        assertThat(Clipping.clipGradNorm_(all, 6, Double.POSITIVE_INFINITY, true)
                        .item())
                .isEqualTo(12);
        assertThat(grad(b)).containsExactly(new double[] {6}, offset(1e-6));
    }

    @Test
    void hasNothingToClip() {
        assertThat(Clipping.clipGradNorm_(List.of(without), 1)).hasToString("tensor(0.)");
        assertThat(Clipping.totalNorm(List.of())).hasToString("tensor(0.)");
    }

    @Test
    void refusesWhatIsNotFiniteIfAsked() {
        a.setGrad(Tensor.of(new double[] {Double.POSITIVE_INFINITY, 1}));
        assertThatThrownBy(() -> Clipping.clipGradNorm_(all, 1, 2, true))
                .isInstanceOf(AutogradException.class)
                .hasMessageContaining(
                        "The total norm of order 2.0 for gradients from `parameters` is non-finite, so it cannot be clipped");
        assertThat(grad(b)).containsExactly(12);
        assertThat(Clipping.clipGradNorm_(all, 1).item()).isInfinite();
        assertThat(grad(a)[0]).isNaN();
        assertThat(grad(b)).containsExactly(0);
    }

    @Test
    void clipsValues() {
        Clipping.clipGradValue_(all, 3.5);
        assertThat(grad(a)).containsExactly(3, -3.5);
        assertThat(grad(b)).containsExactly(3.5);
        assertThat(Objects.requireNonNull(a.grad()).requiresGrad()).isFalse();
    }

    @Test
    void worksOnGradientsOfTwoKinds() {
        Tensor single = Tensor.zeros(1).requiresGrad_(true);
        single.setGrad(Tensor.of(new float[] {5}));
        assertThat(Clipping.clipGradNorm_(List.of(single, b), 6.5).item()).isCloseTo(13, offset(1e-6));
        assertThat(Objects.requireNonNull(single.grad()).item()).isCloseTo(2.5, offset(1e-6));
        assertThat(Objects.requireNonNull(single.grad()).dtype()).isEqualTo(DType.FLOAT32);
    }
}
