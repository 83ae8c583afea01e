package dev.vecgrad.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.Tensor;
import dev.vecgrad.autograd.Autograd;
import dev.vecgrad.autograd.GradOptions;
import dev.vecgrad.golden.GoldenFile;
import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** Layers against what PyTorch's gave in float64: see {@code tests/golden/norms.py} for the entries' names. */
final class GoldenLayers {
    private static final double TOLERANCE = 1e-9;

    private final GoldenFile golden;

    GoldenLayers(String resource) {
        this.golden = GoldenFile.read(resource);
    }

    GoldenFile file() {
        return golden;
    }

    /** Text, names of the state, every step's results, gradients and state, and evaluation. */
    void check(String name, Layer layer) {
        assertThat(layer).hasToString(golden.text(name + ".text"));
        assertThat(String.join(" ", layer.stateDict().keySet())).isEqualTo(golden.text(name + ".keys"));
        fill(layer.parameters(), golden.doubles(name + ".parameters"));
        int steps = golden.ints(name + ".steps")[0];
        for (int i = 0; i < steps; i++) {
            run(name + "." + i, layer);
            assertClose(numbers(List.copyOf(layer.stateDict().values())), name + "." + i + ".state");
        }
        layer.eval();
        run(name + ".eval", layer);
    }

    /** A layer in float32 in its first step: results and gradients are within so many roundings of 2^-24, relative to those above 1. */
    void checkSingle(String name, Layer layer, int roundings) {
        fill(layer.parameters(), golden.doubles(name + ".parameters"));
        run(name + ".0", layer, DType.FLOAT32, roundings * 0x1p-24);
    }

    /** Writes numbers over parameters, one after the other. */
    static void fill(List<Parameter> parameters, double[] numbers) {
        int at = 0;
        for (Parameter parameter : parameters) {
            int n = Math.toIntExact(parameter.numel());
            double[] own = java.util.Arrays.copyOfRange(numbers, at, at + n);
            parameter.detach().copy_(Tensor.of(own).view(parameter.shape().toArray()));
            at += n;
        }
        assertThat(at).isEqualTo(numbers.length);
    }

    private static double[] numbers(List<Tensor> tensors) {
        return tensors.stream()
                .flatMapToDouble(t -> DoubleStream.of(t.toDoubleArray()))
                .toArray();
    }

    private void run(String name, Layer layer) {
        run(name, layer, DType.FLOAT64, TOLERANCE);
    }

    private void run(String name, Layer layer, DType dtype, double tolerance) {
        Tensor x = Tensor.of(golden.doubles(name + ".x"))
                .view(golden.longs(name + ".shape"))
                .to(dtype)
                .clone()
                .requiresGrad_(true);
        Tensor y = layer.forward(x);
        assertThat(y.dtype()).isEqualTo(dtype);
        assertClose(y.toDoubleArray(), name + ".y", tolerance);
        double count = Math.max(1, y.numel());
        Tensor w = Tensor.arange(1.0, count + 1, 1, dtype).div(count);
        w = y.numel() == 0 ? y.detach() : w.view(y.shape().toArray());
        List<Tensor> wanted = new ArrayList<>(List.of(x));
        wanted.addAll(layer.parameters());
        List<@Nullable Tensor> gradients =
                Autograd.gradOrNull(List.of(y), wanted, Collections.singletonList(w), GradOptions.DEFAULT);
        assertClose(Objects.requireNonNull(gradients.getFirst()).toDoubleArray(), name + ".gx", tolerance);
        for (int i = 1; i < gradients.size(); i++) {
            assertClose(Objects.requireNonNull(gradients.get(i)).toDoubleArray(), name + ".g" + (i - 1), tolerance);
        }
    }

    /** Asserts that numbers are within 1e-9 of the expected ones, relative to those above 1. */
    void assertClose(double[] actual, String name) {
        assertClose(actual, name, TOLERANCE);
    }

    /**
     * Asserts that numbers found in float32 are as near to the expected ones as so many roundings in a row leave them. To first order, each rounding
     * moves a result about as far as changing what it was made of by 2^-24 of itself does; what {@link #nudge} of all inputs and parameters at once
     * moves, in float64, stands for each of them.
     *
     * @param moved what float64 finds of nudged inputs and parameters
     */
    void assertNear(double[] found, double[] moved, String name, int roundings) {
        double[] expected = golden.doubles(name);
        double tolerance = roundings * Math.max(0x1p-24, farthest(moved, expected, name));
        assertThat(tolerance).as("what roundings leave of %s", name).isLessThan(0.5);
        for (int i = 0; i < expected.length; i++) {
            if (!Double.isFinite(expected[i])) {
                assertThat((Double) found[i]).as("%s, element %d", name, i).isEqualTo((Double) expected[i]);
            }
        }
        assertThat(farthest(found, expected, name)).as(name).isLessThanOrEqualTo(tolerance);
    }

    /** {@return numbers nearer to 0 by one or two roundings to float32, in an order without a period} */
    static Tensor nudge(Tensor x) {
        double[] values = x.toDoubleArray();
        for (int i = 0; i < values.length; i++) {
            values[i] -= values[i] * (1 + Integer.bitCount(i) % 2) * 0x1p-24;
        }
        return Tensor.of(values).view(x.shape().toArray());
    }

    /** {@return how far numbers are at most from the finite ones of those expected, relative to those above 1} */
    private static double farthest(double[] actual, double[] expected, String name) {
        assertThat(actual).as(name).hasSameSizeAs(expected);
        double farthest = 0;
        for (int i = 0; i < expected.length; i++) {
            if (Double.isFinite(expected[i])) {
                farthest = Math.max(farthest, Math.abs(actual[i] - expected[i]) / Math.max(1, Math.abs(expected[i])));
            }
        }
        return farthest;
    }

    /** Relative to numbers above 1; near to infinity is infinity alone. */
    static boolean isClose(double actual, double expected, double tolerance) {
        return Double.compare(actual, expected) == 0
                || Double.isFinite(expected)
                        && Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected));
    }

    void assertClose(double[] actual, String name, double tolerance) {
        double[] expected = golden.doubles(name);
        assertThat(actual).as(name).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(isClose(actual[i], expected[i], tolerance))
                    .as("%s, element %d: %s, expected %s", name, i, actual[i], expected[i])
                    .isTrue();
        }
    }
}
