package dev.vecgrad.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.Tensor;
import dev.vecgrad.autograd.Autograd;
import dev.vecgrad.autograd.GradOptions;
import dev.vecgrad.golden.Agreement;
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
        run(name, layer, DType.FLOAT64, Agreement.DOUBLE);
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
        assertClose(actual, name, Agreement.DOUBLE);
    }

    /** Asserts that numbers found in float32 are as near to the expected ones as so many roundings leave them: see {@link Agreement#assertNear}. */
    void assertNear(double[] found, double[] moved, String name, int roundings) {
        Agreement.assertNear(found, moved, golden.doubles(name), roundings, name);
    }

    void assertClose(double[] actual, String name, double tolerance) {
        Agreement.assertClose(actual, golden.doubles(name), tolerance, name);
    }
}
