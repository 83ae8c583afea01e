package dev.vecgrad.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vecgrad.golden.GoldenFile;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StandardScalerTest {
    private static final GoldenFile GOLDEN = GoldenFile.read("standard_scaler.txt");

    /* 20 numbers of up to 2^20 are added in another order: 20 * 2^-53 relative for the mean and the scale. */
    private static final double TOLERANCE = 20 * 0x1p-53;

    @Test
    void meanScaleAndResultAreThoseOfScikitLearn() {
        double[] flat = GOLDEN.doubles("x");
        double[][] rows = new double[flat.length / 4][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(flat, 4 * i, 4 * i + 4);
        }
        StandardScaler scaler = StandardScaler.fit(rows);
        assertRelative(scaler.mean(), GOLDEN.doubles("mean"));
        assertRelative(scaler.std(), GOLDEN.doubles("scale"));
        double[] scaled = Arrays.stream(scaler.transform(rows))
                .flatMapToDouble(Arrays::stream)
                .toArray();
        assertThat(scaled).containsExactly(GOLDEN.doubles("scaled"), within(1e-13));
    }

    @Test
    void aConstantFeatureIsNotDividedByItsRounding() {
        double[][] rows = new double[1000][];
        Arrays.setAll(rows, i -> new double[] {0.1, 1e9 + 0.1});
        assertThat(StandardScaler.fit(rows).std()).containsExactly(1, 1);
        assertThat(StandardScaler.fit(rows).transform(new double[] {0.1, 1e9 + 0.1}))
                .containsExactly(new double[] {0, 0}, within(1e-4));
    }

    @Test
    void samplesKeepTheirClassesAndTheOriginalIsUntouched() {
        var samples = new Samples(new double[][] {{1}, {3}}, new int[] {0, 1});
        Samples scaled = StandardScaler.fit(samples.x()).transform(samples);
        assertThat(scaled.x()).isDeepEqualTo(new double[][] {{-1}, {1}});
        assertThat(scaled.y()).containsExactly(0, 1);
        assertThat(samples.x()[0][0]).isEqualTo(1);
    }

    @Test
    void noSamplesOrAnotherNumberOfFeaturesIsAnError() {
        assertThatThrownBy(() -> StandardScaler.fit(new double[0][]))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("at least 1");
        var scaler = new StandardScaler(new double[] {0, 0}, new double[] {1, 1});
        assertThatThrownBy(() -> scaler.transform(new double[3]))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("the row has 3 features, but 2 were measured");
        assertThatThrownBy(() -> new StandardScaler(new double[1], new double[2]))
                .isInstanceOf(DataException.class);
    }

    private static void assertRelative(double[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int j = 0; j < expected.length; j++) {
            assertThat(actual[j]).isCloseTo(expected[j], within(TOLERANCE * Math.abs(expected[j])));
        }
    }
}
