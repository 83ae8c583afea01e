package dev.vecgrad.tests.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.Tensor;
import java.util.Objects;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;

/** x Phi(x) in float32: Phi is at most 1.6e-7 off, and the result is rounded once. */
class GeluAccuracyTest {
    private static final double DISTRIBUTION = 1.6e-7;
    private static final double ROUNDING = Math.scalb(1.0, -24);
    private static final int COUNT = 400_001;

    private final Tensor x = Tensor.linspace(-10, 10, COUNT).requiresGrad_(true);
    private final Tensor y = x.gelu();

    @Test
    void valuesAreNearTheTruth() {
        float[] inputs = x.detach().toFloatArray();
        float[] values = y.detach().toFloatArray();
        for (int i = 0; i < COUNT; i++) {
            double truth = inputs[i] * distribution(inputs[i]);
            double bound = Math.abs(inputs[i]) * (DISTRIBUTION + ROUNDING);
            assertThat(Math.abs(values[i] - truth))
                    .as("gelu(%s) = %s", inputs[i], values[i])
                    .isLessThanOrEqualTo(bound);
        }
    }

    /** The slope is Phi(x) + x phi(x): besides Phi, an exponential within 2 ulp, three products and a sum round. */
    @Test
    void slopesAreNearTheTruth() {
        y.sum().backward();
        float[] inputs = x.detach().toFloatArray();
        float[] slopes = Objects.requireNonNull(x.grad()).toFloatArray();
        for (int i = 0; i < COUNT; i++) {
            double distribution = distribution(inputs[i]);
            double rest = inputs[i] * Math.exp(-0.5 * inputs[i] * inputs[i]) / Math.sqrt(2 * Math.PI);
            double exponent = 0.5 * inputs[i] * inputs[i];
            double bound = DISTRIBUTION + ROUNDING * (2 + Math.abs(rest) * (8 + 2 * exponent));
            assertThat(Math.abs(slopes[i] - distribution - rest))
                    .as("slope of gelu at %s: %s", inputs[i], slopes[i])
                    .isLessThanOrEqualTo(bound);
        }
    }

    @Test
    void farFromZeroItIsXOrNothing() {
        assertThat(Tensor.of(5.5, 100, 3e38, -5.5, -100, -3e38).gelu().toFloatArray())
                .containsExactly(5.5f, 100, 3e38f, 0, 0, 0);
        assertThat(Tensor.of(Double.NaN, Double.POSITIVE_INFINITY).gelu().toFloatArray())
                .containsExactly(Float.NaN, Float.POSITIVE_INFINITY);
    }

    private static double distribution(double a) {
        return Erf.erfc(-a * Math.sqrt(0.5)) / 2;
    }
}
