package dev.vecgrad.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Engine;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Shape;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Binary cross entropy in float32 against the float64 truth, for soft and hard labels and any size of logit. */
class BinaryCrossEntropyAccuracyTest {
    private static final int ULPS = 5;

    @Test
    void withinFiveUlp() {
        double[] labels = {0, 1, 0.5, 0.999, 0.001, 0.25, 0.9999999, 1e-7, 1e-30};
        double[] sizes = new double[200];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Math.exp(Math.log(1e-6) + i * (Math.log(80) - Math.log(1e-6)) / (sizes.length - 1));
        }
        int n = 2 * sizes.length * labels.length;
        double[] z = new double[n];
        double[] y = new double[n];
        int k = 0;
        for (double label : labels) {
            for (double size : sizes) {
                z[k] = (float) size;
                y[k++] = (float) label;
                z[k] = (float) -size;
                y[k++] = (float) label;
            }
        }
        Value loss = LossFunctions.bceWithLogits(narrow(z), narrow(y), null, null, LossReduction.NONE);
        double[] found = GoldenValues.doubles(loss);
        for (int i = 0; i < n; i++) {
            double truth = truth(z[i], y[i]);
            assertThat(Math.abs(found[i] - truth) / Math.ulp((float) truth))
                    .as("z = %s, y = %s: %s, truly %s", z[i], y[i], found[i], truth)
                    .isLessThanOrEqualTo(ULPS);
        }
    }

    /** The textbook form, with enough digits that its cancellation does no harm, and both logarithms from log1p. */
    private static double truth(double z, double y) {
        double logSigmoid = z >= 0 ? -Math.log1p(Math.exp(-z)) : z - Math.log1p(Math.exp(z));
        double logOther = z >= 0 ? -z - Math.log1p(Math.exp(-z)) : -Math.log1p(Math.exp(z));
        BigDecimal positive = new BigDecimal(y).multiply(new BigDecimal(logSigmoid));
        BigDecimal negative = BigDecimal.ONE.subtract(new BigDecimal(y)).multiply(new BigDecimal(logOther));
        return positive.add(negative).negate(MathContext.DECIMAL64).doubleValue();
    }

    @Test
    void secondOrderAtZero() {
        Value z = GoldenValues.of(Shape.of(1), 0.0);
        z.requiresGrad(true);
        Value y = GoldenValues.of(Shape.of(1), 1.0);
        Value loss = LossFunctions.bceWithLogits(z, y, null, null, LossReduction.MEAN);
        Value first =
                Objects.requireNonNull(Engine.grad(new Value[] {loss}, new Value[] {z}, null, true, true, false)[0]);
        Value second =
                Objects.requireNonNull(Engine.grad(new Value[] {first}, new Value[] {z}, null, false, false, false)[0]);
        assertThat(GoldenValues.doubles(first)).containsExactly(-0.5);
        assertThat(GoldenValues.doubles(second)).containsExactly(0.25);
    }

    private static Value narrow(double[] numbers) {
        return Arithmetic.cast(GoldenValues.of(Shape.of(numbers.length), numbers), DType.FLOAT32);
    }
}
