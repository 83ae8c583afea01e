package dev.vecgrad.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Generator;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.IndexException;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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
        Tensor rows = Tensor.of(GOLDEN.file().doubles("table")).view(5, 3);
        Embedding layer = Embedding.fromPretrained(rows, false, options);
        Tensor y = layer.forward(Tensor.of(new long[][] {{0, 3, 3}, {1, 4, 3}}));
        assertThat(y.toString()).contains("grad_fn=<EmbeddingBackward0>");
        y.mul(Tensor.arange(1.0, 19, 1, DType.FLOAT64).view(2, 3, 3)).sum().backward();
        Tensor gradient = Objects.requireNonNull(layer.weight().grad());
        double[] all = Stream.of(y, gradient, layer.weight())
                .flatMapToDouble(t -> DoubleStream.of(t.toDoubleArray()))
                .toArray();
        GOLDEN.assertClose(all, "embedding " + name);
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
