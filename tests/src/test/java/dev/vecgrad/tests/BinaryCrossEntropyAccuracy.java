package dev.vecgrad.tests;

import dev.vecgrad.Tensor;
import dev.vecgrad.autograd.Autograd;
import dev.vecgrad.autograd.GradOptions;
import dev.vecgrad.ops.LossFunctions;
import dev.vecgrad.ops.LossReduction;
import dev.vecgrad.type.DType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;

/**
 * Binary cross entropy on logits in float32, measured against its truth: for labels that are hard, soft and next to hard, and logits of either sign from 1e-6 to 80. The last line
 * is the worst error in units of the last place. The second derivative at a logit of exactly 0 is checked on the way.
 */
public final class BinaryCrossEntropyAccuracy {
    private static final double[] LABELS = {
        0, 1, 0.5, 0.999, 0.001, 0.25, 0.75, 0.9999999, 1e-7, 1e-30, 0.1, 0.9, 1 - 0x1p-24, 0x1p-149
    };
    private static final int RANDOM_LABELS = 50;
    private static final int SIZES = 400;

    private BinaryCrossEntropyAccuracy() {}

    /** Measures and prints. */
    public static void main(String... args) {
        secondOrderAtZero();
        double worst = 0;
        for (double label : labels()) {
            worst = Math.max(worst, worst(label));
        }
        System.out.println(worst);
    }

    private static double[] labels() {
        double[] labels =
                new SplittableRandom(1).doubles(LABELS.length + RANDOM_LABELS).toArray();
        System.arraycopy(LABELS, 0, labels, 0, LABELS.length);
        return labels;
    }

    private static double worst(double label) {
        Tensor z = Tensor.of(logits()).to(DType.FLOAT32);
        Tensor y = Tensor.full(new long[] {z.numel()}, label, DType.FLOAT32);
        double[] found = loss(z, y).to(DType.FLOAT64).toDoubleArray();
        double[] at = z.to(DType.FLOAT64).toDoubleArray();
        double worst = 0;
        for (int i = 0; i < at.length; i++) {
            double truth = truth(at[i], (float) label);
            worst = Math.max(worst, Math.abs(found[i] - truth) / Math.ulp((float) truth));
        }
        return worst;
    }

    private static double[] logits() {
        double[] z = new double[2 * SIZES];
        for (int i = 0; i < SIZES; i++) {
            z[2 * i] = 1e-6 * Math.pow(80 / 1e-6, i / (SIZES - 1.0));
            z[2 * i + 1] = -z[2 * i];
        }
        return z;
    }

    private static Tensor loss(Tensor z, Tensor y) {
        return new Tensor(LossFunctions.bceWithLogits(z.value(), y.value(), null, null, LossReduction.NONE));
    }

    /** The textbook form, with enough digits that its cancellation does no harm, and both logarithms from log1p. */
    private static double truth(double z, double y) {
        double logSigmoid = z >= 0 ? -Math.log1p(Math.exp(-z)) : z - Math.log1p(Math.exp(z));
        double logOther = z >= 0 ? -z - Math.log1p(Math.exp(-z)) : -Math.log1p(Math.exp(z));
        BigDecimal positive = new BigDecimal(y).multiply(new BigDecimal(logSigmoid));
        BigDecimal negative = BigDecimal.ONE.subtract(new BigDecimal(y)).multiply(new BigDecimal(logOther));
        return positive.add(negative).negate(MathContext.DECIMAL64).doubleValue();
    }

    private static void secondOrderAtZero() {
        for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            for (double label : new double[] {0, 0.25, 0.5, 1}) {
                Tensor z = Tensor.of(0.0).to(dtype).requiresGrad_(true);
                Tensor y = Tensor.of(label).to(dtype);
                require(0.5 - label, derivative(loss(z, y).sum(), z).item());
                require(
                        0.25,
                        derivative(derivative(loss(z, y).sum(), z).sum(), z).item());
            }
        }
    }

    private static Tensor derivative(Tensor of, Tensor by) {
        return Autograd.grad(of, by, GradOptions.CREATE_GRAPH);
    }

    private static void require(double expected, double found) {
        if (found != expected) {
            throw new AssertionError("a derivative at 0 is " + found + ", not " + expected);
        }
    }
}
