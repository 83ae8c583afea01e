package dev.vecgrad.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vecgrad.Tensor;
import dev.vecgrad.compile.Compiled;
import dev.vecgrad.core.Generator;
import dev.vecgrad.ops.BagForm;
import dev.vecgrad.ops.EmbeddingBags;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.IndexException;
import dev.vecgrad.type.ShapeException;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables of vectors and the dropout of channels against PyTorch. */
class EmbeddingTest {
    private static final GoldenLayers GOLDEN = new GoldenLayers("attention.txt");
    private static final EmbeddingOptions OPTIONS = Embedding.options().dtype(DType.FLOAT64);

    private final Generator before = Generator.global();

    @AfterEach
    void restore() {
        Generator.setGlobal(before);
    }

    static Stream<Arguments> texts() {
        EmbeddingOptions choices =
                Embedding.options().paddingIdx(-3L).maxNorm(1.0).normType(3).scaleGradByFreq(true);
        return Stream.of(
                Arguments.of("Embedding", new Embedding(4, 3)),
                Arguments.of("Embedding choices", new Embedding(4, 3, choices)),
                Arguments.of("Dropout1d", new Dropout1d()),
                Arguments.of("Dropout2d", new Dropout2d(0.2)),
                Arguments.of("AlphaDropout", new AlphaDropout(0.3)),
                Arguments.of("FeatureAlphaDropout", new FeatureAlphaDropout()),
                Arguments.of("Unflatten", new Unflatten(1, 2, 3)));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void printsAsPytorch(String name, Module module) {
        assertThat(module).hasToString(GOLDEN.file().text("text " + name));
    }

    static Stream<Arguments> tables() {
        return Stream.of(
                Arguments.of("plain", OPTIONS),
                Arguments.of(
                        "choices",
                        OPTIONS.paddingIdx(4L).maxNorm(1.0).normType(3).scaleGradByFreq(true)),
                Arguments.of("max norm", OPTIONS.maxNorm(0.5)));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void rowsAndTheirGradientsAreThoseOfPytorch(String name, EmbeddingOptions options) {
        GOLDEN.assertClose(lookedUp(options, DType.FLOAT64), "embedding " + name);
    }

    /** The table is rounded; a row is shortened by three products, their sum, a root, a quotient and a product; gradients are small integers. */
    @ParameterizedTest
    @MethodSource("tables")
    void singlePrecisionIsNear(String name, EmbeddingOptions options) {
        GOLDEN.assertClose(lookedUp(options, DType.FLOAT32), "embedding " + name, 3 * 10 * 0x1p-24);
    }

    private static double[] lookedUp(EmbeddingOptions options, DType dtype) {
        Tensor rows = Tensor.of(GOLDEN.file().doubles("table")).view(5, 3).to(dtype);
        Embedding layer = Embedding.fromPretrained(rows, false, options);
        Tensor y = layer.forward(Tensor.of(new long[][] {{0, 3, 3}, {1, 4, 3}}));
        assertThat(y.toString()).contains("grad_fn=<EmbeddingBackward0>");
        y.mul(Tensor.arange(1.0, 19, 1, dtype).view(2, 3, 3)).sum().backward();
        Tensor gradient = Objects.requireNonNull(layer.weight().grad());
        return Stream.of(y, gradient, layer.weight())
                .flatMapToDouble(t -> DoubleStream.of(t.toDoubleArray()))
                .toArray();
    }

    @Test
    void bagsWithoutRowsAreZeros() {
        Tensor rows = Tensor.of(new float[][] {{1, 2}, {3, 4}, {-5, 6}});
        Tensor offsets = Tensor.of(new long[] {0, 0, 2});
        for (BagForm.Mode mode : BagForm.Mode.values()) {
            var layer = EmbeddingBag.fromPretrained(
                    rows, false, EmbeddingBag.options().mode(mode));
            Tensor y = layer.forward(Tensor.of(new long[] {2, 1, 0}), offsets);
            assertThat(y.get(0).toFloatArray()).containsExactly(0, 0);
            assertThat(y.get(2).toFloatArray()).containsExactly(1, 2);
            assertThat(layer.forward(Tensor.zeros(new long[] {2, 0}, DType.INT64))
                            .toFloatArray())
                    .containsExactly(0, 0, 0, 0);
            Tensor none =
                    layer.forward(Tensor.zeros(new long[] {0}, DType.INT64), Tensor.zeros(new long[] {0}, DType.INT64));
            assertThat(none.shape().toArray()).containsExactly(0, 2);
        }
    }

    @Test
    void aBagHasTheStateAndTheGradientsOfATable() {
        EmbeddingOptions table = Embedding.options().maxNorm(2.0).paddingIdx(-1L);
        var layer = EmbeddingBag.fromPretrained(
                Tensor.of(new float[][] {{3, 4}, {0, 1}, {9, 9}}),
                false,
                EmbeddingBag.options().mode(BagForm.Mode.SUM).rows(table));
        assertThat(layer.stateDict().keySet()).containsExactly("weight");
        Tensor y = layer.forward(Tensor.of(new long[][] {{0, 1, 2}, {1, 1, 2}}));
        assertThat(y.get(1).toFloatArray()).containsExactly(0, 2);
        assertThat(y.get(0).toFloatArray()).usingComparatorWithPrecision(1e-5f).containsExactly(1.2f, 2.6f);
        y.sum().backward();
        assertThat(Objects.requireNonNull(layer.weight().grad()).toFloatArray()).containsExactly(1, 1, 3, 3, 0, 0);
    }

    /** The first of equal rows has the gradient; NaN is greatest. */
    @Test
    void maximaOfBags() {
        Tensor table = Tensor.of(new float[][] {{1, 5}, {1, Float.NaN}, {-1, 7}, {Float.NEGATIVE_INFINITY, 0}});
        var layer =
                EmbeddingBag.fromPretrained(table, false, EmbeddingBag.options().mode(BagForm.Mode.MAX));
        Tensor y = layer.forward(Tensor.of(new long[] {2, 0, 1, 3, 3}), Tensor.of(new long[] {0, 3}));
        assertThat(y.toFloatArray()).containsExactly(1, Float.NaN, Float.NEGATIVE_INFINITY, 0);
        y.sum().backward();
        assertThat(Objects.requireNonNull(layer.weight().grad()).toFloatArray())
                .containsExactly(1, 0, 0, 1, 0, 0, 1, 1);
    }

    /** A row for padding that is not finite spoils neither sums nor the gradients of its weights. */
    @Test
    void paddingCountsNowhere() {
        Tensor table = Tensor.of(new float[][] {{1, 2}, {Float.NaN, Float.POSITIVE_INFINITY}});
        EmbeddingBagOptions options =
                EmbeddingBag.options().rows(Embedding.options().paddingIdx(1L));
        Tensor index = Tensor.of(new long[][] {{0, 1}, {1, 1}});
        for (BagForm.Mode mode : BagForm.Mode.values()) {
            var layer = EmbeddingBag.fromPretrained(table, false, options.mode(mode));
            assertThat(layer.forward(index).toFloatArray()).containsExactly(1, 2, 0, 0);
        }
        var sums = EmbeddingBag.fromPretrained(table, false, options.mode(BagForm.Mode.SUM));
        Tensor weights = Tensor.ones(2, 2).requiresGrad_(true);
        sums.forward(index, null, weights).sum().backward();
        assertThat(Objects.requireNonNull(weights.grad()).toFloatArray()).containsExactly(3, 0, 0, 0);
    }

    @ParameterizedTest
    @EnumSource
    void bagsAreCompiled(BagForm.Mode mode) {
        var layer = EmbeddingBag.fromPretrained(
                Tensor.of(new double[][] {{1, 2}, {3, -4}, {5, 0}}),
                false,
                EmbeddingBag.options().mode(mode).rows(Embedding.options().paddingIdx(2L)));
        Compiled step = Compiled.of((Tensor index, Tensor offsets) -> {
            layer.zeroGrad();
            Tensor y = layer.forward(index, offsets);
            y.square().sum().backward();
            return y;
        });
        Tensor index = Tensor.of(new long[] {0, 1, 1, 2, 0});
        for (long second : new long[] {0, 2, 5}) {
            Tensor offsets = Tensor.of(new long[] {0, second});
            Tensor y = step.call(index, offsets);
            double[] gradient = Objects.requireNonNull(layer.weight().grad()).toDoubleArray();
            layer.zeroGrad();
            Tensor eager = layer.forward(index, offsets);
            eager.square().sum().backward();
            assertThat(y.toDoubleArray()).containsExactly(eager.toDoubleArray());
            assertThat(gradient)
                    .containsExactly(
                            Objects.requireNonNull(layer.weight().grad()).toDoubleArray());
        }
        assertThat(step.plans()).isBetween(1, 2);
        refused(() -> step.call(index, Tensor.of(new long[] {0, 6})), "can not be greater than input's length(5)");
        assertThatThrownBy(() -> step.call(Tensor.of(new long[] {0, 1, 1, 2, 3}), Tensor.of(new long[] {0, 1})))
                .isInstanceOf(IndexException.class);
    }

    @Test
    void aTableWithoutTwoDimsIsRefused() {
        Tensor index = Tensor.of(new long[][] {{0}});
        for (long[] sizes : new long[][] {{}, {3}, {1, 2, 3}}) {
            assertThatThrownBy(() -> EmbeddingBags.embeddingBag(
                            Tensor.zeros(sizes).value(),
                            index.value(),
                            null,
                            null,
                            new BagForm(BagForm.Mode.SUM, 0L, false, false)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining("'weight' must be 2-D");
        }
    }

    @Test
    void wrongBagsAreRefused() {
        var layer = new EmbeddingBag(3, 2);
        Tensor index = Tensor.of(new long[] {0, 1, 2});
        refused(() -> layer.forward(index), "embedding_bag: offsets has to be a 1D Tensor but got None");
        refused(() -> layer.forward(index.view(1, 3), index), "if input is 2D, then offsets has to be None");
        refused(
                () -> layer.forward(index.view(1, 1, 3)),
                "input has to be 1D or 2D Tensor, but got Tensor of dimension 3");
        refused(() -> layer.forward(index, Tensor.of(new long[] {1})), "offsets[0] has to be 0");
        refused(
                () -> layer.forward(index, Tensor.of(new long[] {0, 2, 1})),
                "offsets must not fall: offsets[2] is 1 after 2");
        refused(() -> layer.forward(index, Tensor.of(new long[] {0, 4})), "can not be greater than input's length(3)");
        assertThatThrownBy(() -> layer.forward(index, Tensor.of(new long[] {0}), Tensor.ones(3)))
                .hasMessageContaining("per_sample_weights is only supported for mode='sum' (got mode='mean')");
        var sums = new EmbeddingBag(3, 2, EmbeddingBag.options().mode(BagForm.Mode.SUM));
        refused(
                () -> sums.forward(index, Tensor.of(new long[] {0}), Tensor.ones(2)),
                "expected per_sample_weights to have the same shape as input");
        assertThatThrownBy(() -> layer.forward(Tensor.of(new long[][] {{3}}))).isInstanceOf(IndexException.class);
        var last = new EmbeddingBag(3, 2, EmbeddingBag.options().includeLastOffset(true));
        refused(
                () -> last.forward(index, Tensor.zeros(new long[] {0}, DType.INT64)),
                "number of offsets should be at least 1");
        assertThat(last.forward(index, Tensor.of(new long[] {0})).shape().toArray())
                .containsExactly(0, 2);
    }

    private static void refused(ThrowingCallable call, String sentence) {
        assertThatThrownBy(call).isInstanceOf(ShapeException.class).hasMessageContaining(sentence);
    }

    @Test
    void startsWithPytorchsNumbers() {
        Generator.setGlobal(Generator.pytorch(0));
        var layer = new Embedding(5, 4, Embedding.options().paddingIdx(-2L));
        /* Normal numbers are those of PyTorch to 1e-6. */
        assertThat(layer.weight().toDoubleArray())
                .containsExactly(GOLDEN.file().doubles("initial embedding"), within(1e-6));
    }

    @Test
    void aFrozenTableIsNotLearnt() {
        Tensor rows = Tensor.ones(2, 3);
        Embedding layer = Embedding.fromPretrained(rows);
        assertThat(layer.weight().requiresGrad()).isFalse();
        rows.fill_(0);
        assertThat(layer.forward(Tensor.of(new long[] {1})).toFloatArray()).containsOnly(1);
        assertThat(layer.forward(Tensor.zeros(new long[] {0, 2}, DType.INT64))
                        .shape()
                        .toArray())
                .containsExactly(0, 2, 3);
    }

    @Test
    void mistakesAreNamed() {
        var layer = new Embedding(4, 2);
        assertThatThrownBy(() -> layer.forward(Tensor.of(new long[] {4})))
                .isInstanceOf(IndexException.class)
                .hasMessageContaining("embedding");
        assertThatThrownBy(() -> layer.forward(Tensor.of(1f, 2f)))
                .hasMessageContaining("Expected dtype int32 or int64");
        assertThatThrownBy(() -> new Embedding(4, 2, OPTIONS.paddingIdx(4L)))
                .hasMessageContaining("Padding_idx must be within num_embeddings");
        assertThatThrownBy(() -> Embedding.fromPretrained(Tensor.ones(2)))
                .hasMessageContaining("expected to be 2-dimensional");
    }

    static Stream<Arguments> dropouts() {
        return Stream.of(
                Arguments.of("Dropout1d", new Dropout1d(0.4)),
                Arguments.of("Dropout2d", new Dropout2d(0.4)),
                Arguments.of("AlphaDropout", new AlphaDropout(0.3)),
                Arguments.of("FeatureAlphaDropout", new FeatureAlphaDropout(0.3)),
                Arguments.of("AlphaDropout all", new AlphaDropout(1)));
    }

    @ParameterizedTest
    @MethodSource("dropouts")
    void dropsWhatPytorchDrops(String name, Layer layer) {
        Generator.setGlobal(Generator.pytorch(7));
        Tensor x = Tensor.arange(1.0, 49, 1, DType.FLOAT64).view(3, 4, 4);
        Tensor y = layer.forward(layer instanceof Dropout2d ? x.unsqueeze(3) : x);
        GOLDEN.assertClose(y.toDoubleArray(), "dropout " + name);
        layer.eval();
        assertThat(layer.forward(x)).isSameAs(x);
    }

    @Test
    void channelsOfOneSampleAreDropped() {
        Generator.setGlobal(Generator.philox(1));
        float[] y = new Dropout1d(0.5).forward(Tensor.ones(60, 2)).toFloatArray();
        assertThat(y).containsOnly(0, 2);
        for (int i = 0; i < y.length; i += 2) {
            assertThat(y[i]).isEqualTo(y[i + 1]);
        }
        assertThatThrownBy(() -> new Dropout1d().forward(Tensor.ones(2)))
                .hasMessageContaining("Expected 2D or 3D input, but received a 1D");
    }
}
