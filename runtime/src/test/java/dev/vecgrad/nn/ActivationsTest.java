package dev.vecgrad.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vecgrad.Tensor;
import dev.vecgrad.autograd.Autograd;
import dev.vecgrad.autograd.GradOptions;
import dev.vecgrad.core.Generator;
import dev.vecgrad.golden.GoldenFile;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.ShapeException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Activation layers against PyTorch: text, node, values, first and second gradients, in place or not. */
class ActivationsTest {
    private static final GoldenFile GOLDEN = GoldenFile.read("activations.txt");

    private final Generator before = Generator.global();

    @AfterEach
    void restore() {
        Generator.setGlobal(before);
    }

    static Stream<Arguments> layers() {
        Map<String, Layer> layers = new TreeMap<>();
        layers.put("ReLU", new ReLU());
        layers.put("ReLU in place", new ReLU(true));
        layers.put("ReLU6", new ReLU6());
        layers.put("ReLU6 in place", new ReLU6(true));
        layers.put("Hardtanh", new Hardtanh());
        layers.put("Hardtanh in place", new Hardtanh(-2, 2.5, true));
        layers.put("Hardshrink", new Hardshrink());
        layers.put("Hardshrink lambda", new Hardshrink(1.25));
        layers.put("Softshrink", new Softshrink());
        layers.put("Softshrink lambda", new Softshrink(0.75));
        layers.put("Tanhshrink", new Tanhshrink());
        layers.put("Hardsigmoid", new Hardsigmoid());
        layers.put("Hardsigmoid in place", new Hardsigmoid(true));
        layers.put("Hardswish", new Hardswish());
        layers.put("Hardswish in place", new Hardswish(true));
        layers.put("Mish", new Mish());
        layers.put("Mish in place", new Mish(true));
        layers.put("SELU", new SELU());
        layers.put("SELU in place", new SELU(true));
        layers.put("CELU", new CELU());
        layers.put("CELU in place", new CELU(2, true));
        layers.put("ELU", new ELU());
        layers.put("ELU in place", new ELU(0.5, true));
        layers.put("SiLU", new SiLU());
        layers.put("SiLU in place", new SiLU(true));
        layers.put("LeakyReLU", new LeakyReLU());
        layers.put("LeakyReLU in place", new LeakyReLU(0.1, true));
        layers.put("LogSigmoid", new LogSigmoid());
        layers.put("PReLU", new PReLU(1, 0.25, DType.FLOAT64));
        layers.put("PReLU channels", new PReLU(4, 0.5, DType.FLOAT64));
        layers.put("RReLU resting", resting(new RReLU()));
        layers.put("RReLU resting in place", resting(new RReLU(0.1, 0.25, true)));
        layers.put("Softsign", new Softsign());
        layers.put("Softmin", new Softmin(1));
        layers.put("Softmax2d", new Softmax2d());
        layers.put("Threshold", new Threshold(0.25, 20));
        layers.put("Threshold in place", new Threshold(0.25, -1.5, true));
        layers.put("GLU", new GLU());
        layers.put("GLU dim", new GLU(1));
        layers.put("GELU", new GELU());
        layers.put("GELU tanh", new GELU(GELU.Approximate.TANH));
        return layers.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    private static Layer resting(Layer layer) {
        layer.eval();
        return layer;
    }

    private static Tensor input() {
        return Tensor.of(GOLDEN.doubles("input")).view(GOLDEN.longs("shape")).clone();
    }

    private static Tensor weighted(Tensor t) {
        return t.mul(Tensor.arange(1, 1 + t.numel()).view(t.shape().toArray())).sum();
    }

    /** PyTorch computes hardsigmoid's gradient with a sixth that it rounded to float32. */
    private static double tolerance(String name) {
        return name.startsWith("Hardsigmoid") ? 0x1p-24 : 1e-9;
    }

    private static void compare(String name, Tensor actual, String part) {
        double[] expected = GOLDEN.doubles(name + " " + part);
        double[] found = actual.toDoubleArray();
        assertThat(found).as(name).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i])
                    .as("%s, %s %d", name, part, i)
                    .isCloseTo(expected[i], within(tolerance(name) * Math.max(1, Math.abs(expected[i]))));
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void layersAreAsPytorchs(String name, Layer layer) {
        assertThat(layer).hasToString(GOLDEN.text(name + " text"));
        Tensor leaf = input().requiresGrad_(true);
        Tensor given = leaf.mul(1L);
        Tensor y = layer.forward(given);
        assertThat(y == given).isEqualTo(name.endsWith("in place"));
        compare(name, y, "value");
        List<Tensor> wanted =
                Stream.concat(Stream.of(leaf), layer.parameters().stream()).toList();
        List<Tensor> first = Autograd.grad(List.of(weighted(y)), wanted, null, GradOptions.CREATE_GRAPH);
        for (int i = 0; i < first.size(); i++) {
            compare(name, first.get(i), "grad" + i);
        }
        compare(name, second(leaf, first.getFirst()), "second");
    }

    private static Tensor second(Tensor leaf, Tensor first) {
        if (!first.requiresGrad()) {
            return leaf.zerosLike();
        }
        Tensor found = Autograd.gradOrNull(List.of(weighted(first)), List.of(leaf), null, GradOptions.DEFAULT)
                .getFirst();
        return found == null ? leaf.zerosLike() : found;
    }

    @ParameterizedTest
    @MethodSource("layers")
    void singlePrecisionIsNear(String name, Layer layer) {
        if (!layer.parameters().isEmpty()) {
            return;
        }
        double[] expected = GOLDEN.doubles(name + " value");
        double[] found = layer.forward(input().to(DType.FLOAT32)).toDoubleArray();
        for (int i = 0; i < found.length; i++) {
            /* The input's rounding times a slope of at most 1.1, and some roundings of the function. */
            assertThat(found[i]).isCloseTo(expected[i], within(0x1p-23 * 6 * Math.max(1, Math.abs(expected[i]))));
        }
    }

    @Test
    void nodesAreNamedAsPytorchs() {
        Tensor x = input().requiresGrad_(true);
        for (String name :
                new String[] {"ReLU6", "Hardswish", "Mish", "SELU", "CELU", "ELU", "LogSigmoid", "PReLU", "GLU"}) {
            Layer layer = (Layer) layers().filter(a -> a.get()[0].equals(name))
                    .findFirst()
                    .orElseThrow()
                    .get()[1];
            assertThat(Objects.requireNonNull(layer.forward(x).gradFn()).name()).isEqualTo(GOLDEN.text(name + " node"));
        }
    }

    @Test
    void randomSlopesArePytorchs() {
        Generator.setGlobal(Generator.pytorch(11));
        Layer layer = new RReLU(0.1, 0.4);
        double[] expected = GOLDEN.doubles("rrelu 32");
        double[] found = layer.forward(input().to(DType.FLOAT32)).toDoubleArray();
        for (int i = 0; i < found.length; i++) {
            /* PyTorch multiplies by a slope that is not rounded to float32 yet: a half and a half ulp. */
            assertThat(found[i]).isCloseTo(expected[i], within(0x1p-23 * Math.abs(expected[i])));
        }
        Generator.global().manualSeed(11);
        Tensor x = input().requiresGrad_(true);
        Tensor y = layer.forward(x);
        /* Of slopes that PyTorch may round once less. */
        compare("rrelu", y, "64");
        assertThat(Objects.requireNonNull(y.gradFn()).name()).isEqualTo("RreluWithNoiseBackward0");
        y.sum().backward();
        Tensor slopes = Objects.requireNonNull(x.grad());
        assertThat(x.mul(slopes).toDoubleArray()).isEqualTo(y.toDoubleArray());
        assertThat(DoubleStream.of(slopes.toDoubleArray())).allMatch(s -> s == 1 || s >= 0.1 && s < 0.4);
    }

    @Test
    void integersStayIntegers() {
        Tensor x = Tensor.of(-5L, -1L, 0L, 3L, 9L);
        assertThat(x.hardtanh().toLongArray()).containsExactly(-1, -1, 0, 1, 1);
        assertThat(x.hardtanh(-1.5, 2.7).toLongArray()).containsExactly(-1, -1, 0, 2, 2);
        assertThat(x.relu6().toLongArray()).containsExactly(0, 0, 0, 3, 6);
        assertThat(x.threshold(0.5, -3.7).toLongArray()).containsExactly(-3, -3, -3, 3, 9);
        assertThat(x.to(DType.INT32).relu6().dtype()).isEqualTo(DType.INT32);
        assertThat(x.clone().relu6_().toLongArray()).containsExactly(0, 0, 0, 3, 6);
    }

    @Test
    void whatDoesNotFitIsAnError() {
        Tensor truths = Tensor.of(1L, 0L).to(DType.BOOL);
        assertThatThrownBy(truths::relu6).isInstanceOf(DTypeException.class).hasMessageStartingWith("hardtanh: ");
        assertThatThrownBy(() -> truths.threshold(0, 1))
                .isInstanceOf(DTypeException.class)
                .hasMessageContaining("\"threshold_cpu\" not implemented for 'bool'");
        Tensor x = Tensor.ones(2, 3);
        assertThatThrownBy(() -> x.hardtanh(2, 1)).hasMessageContaining("min_val cannot be greater than max_val");
        assertThatThrownBy(() -> new Hardtanh(2, 1)).hasMessageContaining("must be greater than min_val");
        assertThatThrownBy(() -> x.softshrink(-1)).hasMessageStartingWith("softshrink: lambda");
        assertThatThrownBy(() -> x.celu(0)).hasMessageContaining("alpha cannot be 0 for CELU");
        assertThatThrownBy(() -> new RReLU(2, 1).forward(x)).hasMessageContaining("Lower bound should be less");
        assertThatThrownBy(() -> new Softmax2d().forward(x))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("expected input to be 3D or 4D, got 2D instead");
        assertThatThrownBy(() -> new PReLU(2, 0.25).forward(x))
                .hasMessageContaining("Found parameter numbers = 2 and channel size = 3");
        assertThatThrownBy(() -> new ReLU(true).forward(Tensor.ones(2).requiresGrad_(true)))
                .hasMessageContaining("a leaf Variable that requires grad is being used in an in-place operation");
    }
}
