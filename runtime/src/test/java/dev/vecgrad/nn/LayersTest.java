package dev.vecgrad.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Generator;
import dev.vecgrad.golden.GoldenFile;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.VecgradException;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayersTest {
    private static final GoldenFile GOLDEN = GoldenFile.read("modules.txt");

    private Generator before = Generator.global();

    @BeforeEach
    void seedAsPytorch() {
        before = Generator.global();
        Generator.setGlobal(Generator.pytorch(0));
    }

    @AfterEach
    void restore() {
        Generator.setGlobal(before);
    }

    @Test
    void linearStartsWithPytorchsNumbers() {
        assertThat(parameters(new Linear(10, 1))).isEqualTo(GOLDEN.doubles("linear 10 1"));
        Generator.global().manualSeed(0);
        assertThat(parameters(new Linear(3, 5, Linear.options().dtype(DType.FLOAT64))))
                .isEqualTo(GOLDEN.doubles("linear 3 5 double"));
        Generator.global().manualSeed(0);
        assertThat(parameters(new Linear(4, 3, false))).isEqualTo(GOLDEN.doubles("linear 4 3 without bias"));
        Generator.global().manualSeed(0);
        assertThat(parameters(new Sequential(new Linear(6, 5), new ReLU(), new Linear(5, 2))))
                .isEqualTo(GOLDEN.doubles("mlp"));
        Generator.global().manualSeed(0);
        assertThat(parameters(new Conv2d(4, 6, 3, 2, Conv2d.options().groups(2))))
                .isEqualTo(GOLDEN.doubles("conv2d"));
        Generator.global().manualSeed(0);
        assertThat(parameters(new ConvTranspose1d(2, 3, 2))).isEqualTo(GOLDEN.doubles("conv transpose 1d"));
        assertThat(parameters(new Linear(10, 1, Linear.options().generator(Generator.pytorch(0)))))
                .isEqualTo(GOLDEN.doubles("linear 10 1"));
    }

    @Test
    void parametersPrintAsPytorchs() {
        var layer = new Linear(10, 1);
        assertThat(layer.weight()).hasToString(GOLDEN.text("weight text"));
        assertThat(layer.bias()).hasToString(GOLDEN.text("bias text"));
        assertThat(new Parameter(Tensor.of(1f, 2.5f), false)).hasToString(GOLDEN.text("no-grad parameter text"));
    }

    @Test
    void aLinearLayerMapsTheLastDim() {
        var layer = new Linear(2, 3);
        layer.weight().detach().copy_(Tensor.of(new float[][] {{1, 2}, {3, 4}, {5, 6}}));
        Init.ones_(Objects.requireNonNull(layer.bias()));
        assertThat(layer.forward(Tensor.of(1f, 1f)).toFloatArray()).containsExactly(4, 8, 12);
        Tensor batch = layer.forward(Tensor.ones(2, 2));
        assertThat(batch.toString()).endsWith("grad_fn=<AddmmBackward0>)");
        assertThat(batch.toFloatArray()).containsExactly(4, 8, 12, 4, 8, 12);
        assertThat(layer.forward(Tensor.ones(2, 1, 4, 2)).shape().toArray()).containsExactly(2, 1, 4, 3);
        assertThat(layer.forward(Tensor.zeros(0, 2)).shape().toArray()).containsExactly(0, 3);
        assertThat(layer.forward(Tensor.ones(2)).shape().toArray()).containsExactly(3);
    }

    static Stream<Arguments> initialisations() {
        return Stream.of(
                Arguments.of("kaiming uniform", (Start) t -> Init.kaimingUniform_(t, Init.options())),
                Arguments.of("kaiming uniform relu out", (Start) t -> Init.kaimingUniform_(
                        t, Init.options().mode(Init.FanMode.FAN_OUT).nonlinearity(Init.Nonlinearity.RELU))),
                Arguments.of("kaiming normal leak", (Start)
                        t -> Init.kaimingNormal_(t, Init.options().leak(0.2))),
                Arguments.of("xavier uniform", (Start) t -> Init.xavierUniform_(t, 1, Generator.global())),
                Arguments.of("xavier uniform tanh", (Start)
                        t -> Init.xavierUniform_(t, Init.calculateGain(Init.Nonlinearity.TANH, 0), Generator.global())),
                Arguments.of("xavier normal", (Start) t -> Init.xavierNormal_(t, 1, Generator.global())));
    }

    interface Start {
        Tensor write(Tensor tensor);
    }

    @ParameterizedTest
    @MethodSource("initialisations")
    void initialisationsGivePytorchsNumbers(String name, Start start) {
        for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            Generator.global().manualSeed(3);
            Tensor tensor = Tensor.zeros(new long[] {4, 3, 2}, dtype).requiresGrad_(true);
            assertThat(start.write(tensor)).isSameAs(tensor);
            double[] expected = GOLDEN.doubles(name + (dtype == DType.FLOAT32 ? " 32" : " 64"));
            /* Normal numbers are those of PyTorch to 1e-6 before they are scaled. */
            double tolerance = name.contains("normal") ? 1e-6 : 0;
            assertThat(tensor.toDoubleArray()).containsExactly(expected, within(tolerance));
        }
    }

    @Test
    void fansNeedTwoDims() {
        assertThatThrownBy(() -> Init.kaimingUniform_(Tensor.zeros(3), Init.options()))
                .hasMessageContaining("fewer than 2 dimensions");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.3, 0.5, 1.0})
    void dropoutDropsWhatPytorchDrops(double p) {
        Generator.global().manualSeed(7);
        Tensor x = Tensor.arange(1.0, 31, 1, DType.FLOAT32);
        assertThat(new Dropout(p).forward(x).toDoubleArray()).isEqualTo(GOLDEN.doubles("dropout " + p));
    }

    @Test
    void dropoutInFloat64() {
        Generator.global().manualSeed(7);
        Tensor x = Tensor.arange(1.0, 31, 1, DType.FLOAT64);
        assertThat(new Dropout(0.3).forward(x).toDoubleArray()).isEqualTo(GOLDEN.doubles("dropout double"));
    }

    @Test
    void dropoutOfPhiloxKeepsTheRightShareAndScalesItsGradient() {
        Generator.setGlobal(Generator.philox(1));
        int n = 100_000;
        Tensor x = Tensor.ones(n).requiresGrad_(true);
        Tensor y = new Dropout(0.25).forward(x);
        y.sum().backward();
        float[] kept = y.toFloatArray();
        assertThat(kept).containsOnly(0, 1 / 0.75f);
        assertThat(Objects.requireNonNull(x.grad()).toFloatArray()).isEqualTo(kept);
        double share = DoubleStream.of(y.toDoubleArray()).filter(v -> v > 0).count() / (double) n;
        /* Six standard deviations. */
        assertThat(share).isCloseTo(0.75, within(6 * Math.sqrt(0.25 * 0.75 / n)));
    }

    @Test
    void dropoutRestsOutsideTraining() {
        var layer = new Dropout(0.9);
        layer.eval();
        Tensor x = Tensor.ones(5);
        assertThat(layer.forward(x)).isSameAs(x);
        assertThat(new Dropout(0).forward(x)).isSameAs(x);
        assertThatThrownBy(() -> new Dropout(1.5))
                .isInstanceOf(VecgradException.class)
                .hasMessageContaining("dropout probability has to be between 0 and 1, but got 1.5");
    }

    static Stream<Arguments> activations() {
        return Stream.of(
                Arguments.of("ReLU", new ReLU()),
                Arguments.of("GELU", new GELU()),
                Arguments.of("GELU tanh", new GELU(GELU.Approximate.TANH)),
                Arguments.of("Sigmoid", new Sigmoid()),
                Arguments.of("Tanh", new Tanh()),
                Arguments.of("SiLU", new SiLU()),
                Arguments.of("LeakyReLU", new LeakyReLU(0.2)),
                Arguments.of("ELU", new ELU(1.5)),
                Arguments.of("Softplus", new Softplus(2, 5)),
                Arguments.of("Softmax", new Softmax(1)),
                Arguments.of("LogSoftmax", new LogSoftmax(0)),
                Arguments.of("Flatten", new Flatten(0, 1)),
                Arguments.of("Identity", new Identity()));
    }

    @ParameterizedTest
    @MethodSource("activations")
    void activationsAndTheirGradientsAgree(String name, Layer layer) {
        Tensor x =
                Tensor.of(GOLDEN.doubles("activation input")).view(2, 8).clone().requiresGrad_(true);
        Tensor y = layer.forward(x);
        y.mul(Tensor.arange(1.0, 17, 1, DType.FLOAT64).view(y.shape().toArray()))
                .sum()
                .backward();
        double[] expected = GOLDEN.doubles("activation " + name);
        double[] actual = Arrays.copyOf(y.toDoubleArray(), 32);
        System.arraycopy(Objects.requireNonNull(x.grad()).toDoubleArray(), 0, actual, 16, 16);
        for (int i = 0; i < 32; i++) {
            /* A few roundings of functions accurate to some ulp, of terms up to 16. */
            assertThat(actual[i])
                    .as("element " + i)
                    .isCloseTo(expected[i], within(1e-14 * (1 + Math.abs(expected[i]))));
        }
    }

    private static double[] parameters(Module module) {
        return module.parameters().stream()
                .flatMapToDouble(p -> DoubleStream.of(p.toDoubleArray()))
                .toArray();
    }
}
