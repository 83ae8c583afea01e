package dev.vecgrad.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vecgrad.Tensor;
import dev.vecgrad.golden.GoldenFile;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.IndexException;
import dev.vecgrad.type.ShapeException;
import java.util.Locale;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Metrics against scikit-learn's. */
class MetricsTest {
    private static final GoldenFile GOLDEN = GoldenFile.read("metrics.txt");

    /* Sums of some dozen quotients. */
    private static final Offset<Double> NEAR = within(1e-14);

    private static Tensor longs(String name) {
        return Tensor.of(GOLDEN.longs(name));
    }

    private static Tensor scores(String name, int classes) {
        return Tensor.of(GOLDEN.doubles(name + " scores")).view(-1, classes);
    }

    private static double golden(String name) {
        return GOLDEN.doubles(name)[0];
    }

    @ParameterizedTest
    @CsvSource({"two,2", "five,5", "missing,4"})
    void classificationsAreMeasuredAsInScikitLearn(String name, int classes) {
        Tensor said = longs(name + " said");
        Tensor target = longs(name + " target");
        var matrix = ConfusionMatrix.of(said, target, classes);
        assertThat(matrix.tensor().toLongArray()).isEqualTo(GOLDEN.longs(name + " confusion"));
        assertThat(matrix.accuracy()).isCloseTo(golden(name + " accuracy"), NEAR);
        assertThat(Metrics.accuracy(said, target)).isEqualTo(matrix.accuracy());
        for (ConfusionMatrix.Average average : ConfusionMatrix.Average.values()) {
            String key = name + " " + average.name().toLowerCase(Locale.ROOT);
            if (GOLDEN.has(key)) {
                assertThat(new double[] {matrix.precision(average), matrix.recall(average), matrix.f1(average)})
                        .as(key)
                        .containsExactly(GOLDEN.doubles(key), NEAR);
            }
        }
    }

    @Test
    void scoresAreMeasuredAsInScikitLearn() {
        Tensor target = longs("five target");
        Tensor scores = scores("five", 5);
        for (int k = 1; k <= 3; k++) {
            assertThat(Metrics.topKAccuracy(scores, target, k)).isCloseTo(golden("five top " + k), NEAR);
        }
        assertThat(Metrics.rocAucOneVsRest(scores, target)).isCloseTo(golden("five auc"), NEAR);
        assertThat(Metrics.rocAuc(scores("two", 2).select(1, 1), longs("two target")))
                .isCloseTo(golden("two auc"), NEAR);
        assertThat(Metrics.accuracy(scores, target))
                .isEqualTo(Metrics.accuracy(scores.argmax(1), target))
                .isEqualTo(ConfusionMatrix.of(scores, target, 5).accuracy());
    }

    @Test
    void classesOneByOne() {
        var matrix = ConfusionMatrix.of(Tensor.of(0L, 1L, 1L), Tensor.of(0L, 0L, 1L), 3);
        assertThat(matrix.precision(1)).isEqualTo(0.5);
        assertThat(matrix.recall(0)).isEqualTo(0.5);
        assertThat(matrix.f1(1)).isCloseTo(2.0 / 3, NEAR);
        assertThat(matrix.precision(2)).isZero();
        assertThat(matrix.classes()).isEqualTo(3);
    }

    @Test
    void whatDoesNotFitIsAnError() {
        Tensor labels = Tensor.of(0L, 1L);
        assertThatThrownBy(() -> ConfusionMatrix.of(labels, Tensor.of(0L, 3L), 3))
                .isInstanceOf(IndexException.class)
                .hasMessageContaining("Target 3 is out of bounds.");
        assertThatThrownBy(() -> ConfusionMatrix.of(labels, Tensor.of(0L, 1L, 1L), 3))
                .isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Metrics.accuracy(Tensor.of(0.5f, 1f), labels)).isInstanceOf(DTypeException.class);
        assertThatThrownBy(() -> Metrics.rocAuc(Tensor.of(0.1, 0.2), Tensor.of(1L, 1L)))
                .hasMessageContaining("Only one class present in y_true");
        assertThatThrownBy(() -> Metrics.topKAccuracy(labels, labels, 1)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> ConfusionMatrix.of(labels, labels, 3).f1(ConfusionMatrix.Average.BINARY))
                .hasMessageContaining("Target is multiclass but average='binary'");
    }
}
