package dev.vecgrad.data;

import static dev.vecgrad.data.ClassificationOptions.defaults;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vecgrad.golden.GoldenFile;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MakeClassificationTest {
    private static final GoldenFile GOLDEN = GoldenFile.read("make_classification.txt");

    private static final Map<String, ClassificationOptions> OPTIONS = Map.ofEntries(
            Map.entry("default", defaults().nSamples(30).randomState(0)),
            Map.entry(
                    "informative",
                    defaults().nSamples(40).nFeatures(10).nInformative(5).randomState(39)),
            Map.entry(
                    "odd",
                    defaults()
                            .nSamples(33)
                            .nFeatures(9)
                            .nInformative(4)
                            .nRedundant(1)
                            .nClasses(3)
                            .randomState(7)),
            Map.entry(
                    "repeated",
                    defaults()
                            .nSamples(20)
                            .nFeatures(9)
                            .nInformative(3)
                            .nRedundant(2)
                            .nRepeated(3)
                            .randomState(8)),
            Map.entry(
                    "weights",
                    defaults().nSamples(41).nFeatures(5).weights(0.8).flipY(0.2).randomState(1)),
            Map.entry(
                    "all weights",
                    defaults()
                            .nSamples(50)
                            .nFeatures(6)
                            .nInformative(3)
                            .nClasses(3)
                            .weights(0.2, 0.3, 0.5)
                            .flipY(0)
                            .randomState(1)),
            Map.entry(
                    "box",
                    defaults()
                            .nSamples(30)
                            .nFeatures(6)
                            .nInformative(3)
                            .hypercube(false)
                            .classSep(2.5)
                            .randomState(2)),
            Map.entry(
                    "scaled",
                    defaults().nSamples(20).nFeatures(4).shift(-1.5).scale(3).randomState(3)),
            Map.entry(
                    "each scaled",
                    defaults()
                            .nSamples(20)
                            .nFeatures(4)
                            .shift(1, 2, 3, 4)
                            .scale(0.5, 1, 2, 4)
                            .randomState(3)),
            Map.entry(
                    "random scale",
                    defaults()
                            .nSamples(20)
                            .nFeatures(4)
                            .randomShift()
                            .randomScale()
                            .randomState(3)),
            Map.entry(
                    "in order",
                    defaults().nSamples(15).nFeatures(6).shuffle(false).randomState(4)),
            Map.entry(
                    "one cluster",
                    defaults()
                            .nSamples(12)
                            .nFeatures(3)
                            .nInformative(1)
                            .nRedundant(0)
                            .nClustersPerClass(1)
                            .randomState(5)),
            Map.entry(
                    "one class",
                    defaults()
                            .nSamples(6)
                            .nFeatures(3)
                            .nClasses(1)
                            .nRedundant(0)
                            .randomState(5)),
            Map.entry(
                    "every corner",
                    defaults()
                            .nSamples(32)
                            .nFeatures(3)
                            .nInformative(3)
                            .nRedundant(0)
                            .nClasses(4)
                            .randomState(6)),
            Map.entry(
                    "many dims",
                    defaults()
                            .nSamples(10)
                            .nFeatures(40)
                            .nInformative(37)
                            .nRedundant(2)
                            .randomState(9)));

    static Stream<Arguments> parameters() {
        return OPTIONS.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    /* BLAS adds up to 37 products in another order and log may differ by an ulp: far below 1e-12 of a column's largest number. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("parameters")
    void everyParameterGivesTheSamplesOfScikitLearn(String name, ClassificationOptions options) {
        Samples made = Datasets.makeClassification(options);
        assertThat(made.y()).isEqualTo(GOLDEN.ints(name + " y"));
        double[] expected = GOLDEN.doubles(name + " x");
        int features = made.featureCount();
        for (int j = 0; j < features; j++) {
            double[] column = column(made.x(), j);
            double[] expectedColumn = everyNth(expected, j, features);
            double largest = Arrays.stream(expectedColumn).map(Math::abs).max().orElseThrow();
            assertThat(column).as("column %d", j).containsExactly(expectedColumn, within(1e-12 * largest));
        }
    }

    @Test
    void theDataOfTheLogisticRegressionNotebook() {
        Samples data = Datasets.makeClassification(
                defaults().nSamples(1000).nFeatures(10).nInformative(5).randomState(39));
        assertThat(data.x()[0][0]).isCloseTo(-0.46015098, within(5e-9));
        assertThat(data.x()[0][1]).isCloseTo(-3.97798603, within(5e-9));
        double sum = Arrays.stream(data.x()).flatMapToDouble(Arrays::stream).sum();
        assertThat(sum).isCloseTo(-793.585960235621, within(1e-9));
        assertThat(Arrays.stream(data.y()).sum()).isEqualTo(499);
        assertThat(Arrays.copyOf(data.y(), 10)).containsExactly(0, 1, 0, 0, 0, 1, 1, 0, 1, 0);

        TrainTestSplit split = Datasets.trainTestSplit(
                data, SplitOptions.defaults().testSize(0.2).randomState(0));
        Samples train = split.train(data);
        assertThat(Arrays.copyOf(train.x()[0], 3))
                .containsExactly(new double[] {1.04911743, 0.23185161, -0.73546224}, within(5e-9));
        assertThat(Arrays.stream(train.y()).sum()).isEqualTo(398);
        assertThat(Arrays.stream(split.test(data).y()).sum()).isEqualTo(101);
    }

    @Test
    void withoutASeedEveryCallDiffers() {
        assertThat(Datasets.makeClassification(defaults()).x()[0])
                .isNotEqualTo(Datasets.makeClassification(defaults()).x()[0]);
    }

    @Test
    void parametersThatDoNotFitAreErrors() {
        assertFails(defaults().nFeatures(3), "4 together, but there are only 3 features");
        assertFails(defaults().nClasses(3), "must be at most 2^nInformative (2)");
        assertFails(defaults().nSamples(0), "nSamples must be at least 1, but is 0");
        assertFails(defaults().flipY(1.5), "flipY must be from 0 to 1");
        assertFails(defaults().flipY(Double.NaN), "flipY must be from 0 to 1");
        assertFails(defaults().classSep(0), "classSep must be above 0");
        assertFails(defaults().weights(0.1, 0.2, 0.7), "weights must have 1 or 2 numbers, but has 3");
        assertFails(defaults().shift(1, 2), "shift must have 1 or 20 numbers, but has 2");
    }

    private static void assertFails(ClassificationOptions options, String message) {
        assertThatThrownBy(() -> Datasets.makeClassification(options))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("makeClassification: ")
                .hasMessageContaining(message);
    }

    private static double[] column(double[][] rows, int j) {
        return Arrays.stream(rows).mapToDouble(row -> row[j]).toArray();
    }

    private static double[] everyNth(double[] values, int start, int step) {
        double[] out = new double[values.length / step];
        for (int i = 0; i < out.length; i++) {
            out[i] = values[start + i * step];
        }
        return out;
    }
}
