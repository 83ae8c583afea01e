package dev.vecgrad.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vecgrad.Tensor;
import dev.vecgrad.autograd.Autograd;
import dev.vecgrad.autograd.GradGuard;
import dev.vecgrad.core.Generator;
import dev.vecgrad.memory.Scope;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NormLayersTest {
    private static final GoldenLayers GOLDEN = new GoldenLayers("norms.txt");
    private static final BatchNormOptions BATCH = BatchNorm1d.options().dtype(DType.FLOAT64);
    private static final BatchNormOptions INSTANCE = InstanceNorm1d.options().dtype(DType.FLOAT64);
    private static final LayerNormOptions LAYER = LayerNorm.options().dtype(DType.FLOAT64);
    private static final RMSNormOptions RMS = RMSNorm.options().dtype(DType.FLOAT64);

    static Stream<Arguments> layers() {
        return layers(DType.FLOAT64);
    }

    /** Those whose input float32 can hold without losing what they compute. */
    static Stream<Arguments> singleLayers() {
        return layers(DType.FLOAT32).filter(layer -> !((String) layer.get()[0]).contains("extreme"));
    }

    private static Stream<Arguments> layers(DType dtype) {
        BatchNormOptions batch = BATCH.dtype(dtype);
        BatchNormOptions instance = INSTANCE.dtype(dtype);
        LayerNormOptions row = LAYER.dtype(dtype);
        RMSNormOptions rms = RMS.dtype(dtype);
        return Stream.of(
                Arguments.of("BatchNorm1d", new BatchNorm1d(3, batch)),
                Arguments.of("BatchNorm1d cumulative", new BatchNorm1d(2, batch.momentum(null))),
                Arguments.of(
                        "BatchNorm1d plain",
                        new BatchNorm1d(3, batch.affine(false).trackRunningStats(false))),
                Arguments.of(
                        "BatchNorm1d without bias",
                        new BatchNorm1d(3, batch.bias(false).eps(0.5))),
                Arguments.of("BatchNorm1d empty", new BatchNorm1d(3, batch)),
                Arguments.of("BatchNorm1d extreme", new BatchNorm1d(2, batch)),
                Arguments.of("BatchNorm2d", new BatchNorm2d(3, batch.momentum(0.3))),
                Arguments.of("InstanceNorm1d", new InstanceNorm1d(3, instance)),
                Arguments.of(
                        "InstanceNorm1d tracking",
                        new InstanceNorm1d(3, instance.affine(true).trackRunningStats(true))),
                Arguments.of("InstanceNorm2d", new InstanceNorm2d(2, instance.affine(true))),
                Arguments.of("LayerNorm", new LayerNorm(4, row)),
                Arguments.of("LayerNorm two dims", new LayerNorm(Shape.of(3, 4), row)),
                Arguments.of("LayerNorm plain", new LayerNorm(4, row.affine(false))),
                Arguments.of(
                        "LayerNorm without bias",
                        new LayerNorm(4, row.bias(false).eps(1e-3))),
                Arguments.of("LayerNorm empty", new LayerNorm(4, row)),
                Arguments.of("LayerNorm one", new LayerNorm(1, row)),
                Arguments.of("LayerNorm extreme", new LayerNorm(4, row)),
                Arguments.of("GroupNorm", new GroupNorm(2, 4, row)),
                Arguments.of(
                        "GroupNorm plain", new GroupNorm(3, 6, row.affine(false).eps(0.1))),
                Arguments.of("GroupNorm one group", new GroupNorm(1, 4, row)),
                Arguments.of("RMSNorm", new RMSNorm(4, rms)),
                Arguments.of(
                        "RMSNorm two dims",
                        new RMSNorm(Shape.of(2, 3), rms.affine(false).eps(1e-3))),
                Arguments.of("RMSNorm extreme", new RMSNorm(4, rms)),
                Arguments.of("LocalResponseNorm", new LocalResponseNorm(2)),
                Arguments.of("LocalResponseNorm choices", new LocalResponseNorm(3, 0.5, 0.25, 2)));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void agreesWithPytorch(String name, Layer layer) {
        GOLDEN.check(name, layer);
    }

    /**
     * Inputs of at most 3 are rounded to 24 bits, as is their mean, and divided by deviations of 0.3 or more: 20 roundings. Results of at most 3 carry
     * twice as many through the deviation, and weights of at most 3 multiply all that.
     */
    @ParameterizedTest
    @MethodSource("singleLayers")
    void singlePrecisionIsNear(String name, Layer layer) {
        GOLDEN.checkSingle(name, layer, 3 * (20 + 2 * 20 * 3));
    }

    @Test
    void eachIsOneNodeOfPytorchsName() {
        Tensor x = Tensor.randn(2, 4, 3).requiresGrad_(true);
        assertThat(node(new LayerNorm(3).forward(x))).isEqualTo("NativeLayerNormBackward0");
        assertThat(node(new GroupNorm(2, 4).forward(x))).isEqualTo("NativeGroupNormBackward0");
        assertThat(node(new BatchNorm1d(4).forward(x))).isEqualTo("NativeBatchNormBackward0");
        Layer evaluated = new BatchNorm1d(4);
        evaluated.eval();
        assertThat(node(evaluated.forward(x))).isEqualTo("NativeBatchNormBackward0");
        assertThat(node(new RMSNorm(3).forward(x))).isEqualTo("MulBackward0");
        List<?> inputs =
                Objects.requireNonNull(new GroupNorm(2, 4).forward(x).gradFn()).nextFunctions();
        assertThat(inputs).hasSize(3);
    }

    private static String node(Tensor tensor) {
        return Objects.requireNonNull(tensor.gradFn()).name();
    }

    /** In float32: sums of 1000 numbers below 4, in blocks, so within some hundred roundings of 2^-24. */
    @Test
    void float32RowsHaveMean0AndVariance1() {
        Tensor x = Tensor.randn(new long[] {8, 1000}, DType.FLOAT32, Generator.philox(3))
                .mul(5)
                .add(100);
        Tensor y = new LayerNorm(1000).forward(x).to(DType.FLOAT64);
        assertThat(y.mean(1).toDoubleArray()).containsExactly(new double[8], within(1e-4));
        double[] ones = {1, 1, 1, 1, 1, 1, 1, 1};
        assertThat(y.var(1).toDoubleArray()).containsExactly(ones, within(2e-3));
    }

    @Test
    void runningStatisticsMoveWithoutRecordingAndOutliveScopes() {
        var layer = new BatchNorm1d(2);
        try (Scope _ = Scope.open();
                GradGuard _ = Autograd.noGrad()) {
            Tensor _ = layer.forward(Tensor.of(new float[][] {{0, 10}, {2, 30}}));
        }
        Norms.Running running = Objects.requireNonNull(layer.running());
        assertThat(running.mean().toFloatArray()).containsExactly(new float[] {0.1f, 2f}, within(1e-6f));
        assertThat(running.variance().toFloatArray()).containsExactly(new float[] {1.1f, 20.9f}, within(1e-5f));
        assertThat(running.mean().requiresGrad()).isFalse();
        assertThat(layer.numBatchesTracked()).hasToString("tensor(1)");
        layer.resetRunningStats();
        assertThat(running.mean().toFloatArray()).containsOnly(0);
        assertThat(layer.numBatchesTracked()).hasToString("tensor(0)");
    }

    @Test
    void evaluationChangesNothing() {
        var layer = new BatchNorm1d(2);
        layer.eval();
        Tensor y = layer.forward(Tensor.of(new float[][] {{1, 2}}));
        /* 1 / sqrt(1 + 1e-5) */
        assertThat(y.toFloatArray()).containsExactly(new float[] {0.999995f, 1.99999f}, within(1e-6f));
        assertThat(layer.numBatchesTracked()).hasToString("tensor(0)");
    }

    static Stream<Arguments> mistakes() {
        Tensor pairs = Tensor.zeros(2, 3);
        return Stream.of(
                wrong(
                        ShapeException.class,
                        "expected 2D or 3D input (got 1D input)",
                        () -> new BatchNorm1d(3).forward(Tensor.zeros(3))),
                wrong(
                        ShapeException.class,
                        "expected 4D input (got 2D input)",
                        () -> new BatchNorm2d(3).forward(pairs)),
                wrong(
                        ShapeException.class,
                        "Expected more than 1 value per channel when training, got input size [1, 3]",
                        () -> new BatchNorm1d(3).forward(Tensor.zeros(1, 3))),
                wrong(
                        ShapeException.class,
                        "running_mean should contain 3 elements not 4",
                        () -> new BatchNorm1d(4).forward(pairs)),
                wrong(
                        ShapeException.class,
                        "weight should contain 3 elements not 2",
                        () -> Norms.batchNorm(pairs, null, Tensor.zeros(2), null, true, 0.1, 1e-5)),
                wrong(
                        IllegalArgumentException.class,
                        "running_mean must be defined in evaluation mode",
                        () -> Norms.batchNorm(pairs, null, null, null, false, 0.1, 1e-5)),
                wrong(
                        IllegalArgumentException.class,
                        "eps must be positive during training, but got -1",
                        () -> Norms.batchNorm(pairs, null, null, null, true, 0.1, -1)),
                wrong(
                        DTypeException.class,
                        "expect parameter to have scalar type of float64",
                        () -> new BatchNorm1d(3).forward(pairs.to(DType.FLOAT64))),
                wrong(
                        DTypeException.class,
                        "not implemented for 'int64'",
                        () -> new BatchNorm1d(3).forward(pairs.to(DType.INT64))),
                wrong(
                        ShapeException.class,
                        "Given normalized_shape=[4], expected input with shape [*, 4], but got input of size[2, 3]",
                        () -> new LayerNorm(4).forward(pairs)),
                wrong(
                        ShapeException.class,
                        "expected input with shape [*, 2, 2, 3]",
                        () -> new LayerNorm(2, 2, 3).forward(pairs)),
                wrong(
                        ShapeException.class,
                        "Expected weight to be of same shape as normalized_shape, but got weight of shape [2] and normalized_shape = [3]",
                        () -> Norms.layerNorm(pairs, Shape.of(3), Tensor.zeros(2), null, 1e-5)),
                wrong(
                        ShapeException.class,
                        "Expected normalized_shape to be at least 1-dimensional",
                        () -> Norms.layerNorm(pairs, Shape.SCALAR, null, null, 1e-5)),
                wrong(
                        DTypeException.class,
                        "all inputs must share same datatype",
                        () -> new LayerNorm(3).forward(pairs.to(DType.FLOAT64))),
                wrong(
                        ShapeException.class,
                        "num_channels (3) must be divisible by num_groups (2)",
                        () -> new GroupNorm(2, 3)),
                wrong(
                        ShapeException.class,
                        "divisible by num_groups, but got input of shape [2, 3] and num_groups=2",
                        () -> Norms.groupNorm(pairs, 2, null, null, 1e-5)),
                wrong(
                        ShapeException.class,
                        "Expected at least 2 dimensions for input tensor but received 1",
                        () -> new GroupNorm(1, 3).forward(Tensor.zeros(3))),
                wrong(
                        ShapeException.class,
                        "Expected weight to be a vector of size equal to the number of channels",
                        () -> new GroupNorm(1, 4).forward(pairs)),
                wrong(
                        ShapeException.class,
                        "Expected more than 1 spatial element when training, got input size [1, 3, 1]",
                        () -> new InstanceNorm1d(3).forward(Tensor.zeros(1, 3, 1))),
                wrong(
                        ShapeException.class,
                        "expected input's size at dim=1 to match num_features (3), but got: 4.",
                        () -> new InstanceNorm1d(3, INSTANCE.affine(true)).forward(Tensor.zeros(1, 4, 5))),
                wrong(
                        ShapeException.class,
                        "expected input's size at dim=0 to match num_features (3), but got: 4.",
                        () -> new InstanceNorm1d(3, INSTANCE.affine(true)).forward(Tensor.zeros(4, 5))),
                wrong(
                        ShapeException.class,
                        "expected 3D or 4D input (got 2D input)",
                        () -> new InstanceNorm2d(3).forward(pairs)),
                wrong(
                        ShapeException.class,
                        "Expected 3D or higher dimensionality input (got 2 dimensions)",
                        () -> new LocalResponseNorm(2).forward(pairs)));
    }

    private static Arguments wrong(Class<?> type, String sentence, ThrowingCallable call) {
        return Arguments.of(sentence, type, call);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void mistakesAreNamed(String sentence, Class<?> type, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(type).hasMessageContaining(sentence);
    }
}
