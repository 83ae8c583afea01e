package dev.vecgrad.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vecgrad.golden.GoldenFile;
import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumpyRandomTest {
    private static final GoldenFile GOLDEN = GoldenFile.read("numpy_random.txt");

    @ParameterizedTest
    @ValueSource(longs = {0, 39, 0xffffffffL})
    void everySeedGivesNumpysNumbers(long seed) {
        double[] uniform = new NumpyRandom(seed).randomSample(700);
        assertThat(Arrays.copyOfRange(uniform, 694, 700)).isEqualTo(GOLDEN.doubles("random_sample seed=" + seed));
        assertThat(new NumpyRandom(seed).permutation(23)).isEqualTo(GOLDEN.ints("permutation seed=" + seed));
        var narrow = new NumpyRandom(seed);
        assertThat(longs(12, () -> narrow.randint(0, 10))).isEqualTo(GOLDEN.longs("randint 10 seed=" + seed));
        var wide = new NumpyRandom(seed);
        assertThat(longs(5, () -> wide.randint(-5, 1L << 40))).isEqualTo(GOLDEN.longs("randint wide seed=" + seed));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 39, 0xffffffffL})
    void normalNumbersAgreeToAnUlpOrTwo(long seed) {
        double[] normal = doubles(301, new NumpyRandom(seed)::standardNormal);
        assertThat(Arrays.copyOfRange(normal, 294, 301))
                .containsExactly(GOLDEN.doubles("standard_normal seed=" + seed), within(1e-15));
    }

    @Test
    void uniformScalesTheUnitInterval() {
        var random = new NumpyRandom(4);
        assertThat(doubles(6, () -> random.uniform(-3, 8))).isEqualTo(GOLDEN.doubles("uniform seed=4"));
    }

    @Test
    void aRangeOfOneDrawsNothingAndTheSecondNormalWaits() {
        var random = new NumpyRandom(4);
        double[] mixed = {random.standardNormal(), random.randint(7, 8), random.standardNormal(), random.randomSample()
        };
        assertThat(mixed).containsExactly(GOLDEN.doubles("mixed seed=4"), within(1e-15));
    }

    @ParameterizedTest
    @CsvSource({
        "4, 1024",
        "4, 16",
        "16, 16",
        "995, 1000",
        "3, 1073741824",
        "1, 1",
        "1, 100",
        "99, 100",
    })
    void samplingWithoutReplacementTakesTheSameWayForEachShare(int n, int population) {
        int[] sample = new NumpyRandom(1).sampleWithoutReplacement(population, n);
        int[] expected = GOLDEN.ints("sample " + n + " of " + population);
        assertThat(Arrays.copyOfRange(sample, n - expected.length, n)).isEqualTo(expected);
        assertThat(Arrays.stream(sample).distinct()).hasSize(n);
    }

    @Test
    void wrongArgumentsAreErrors() {
        assertThatThrownBy(() -> new NumpyRandom(-1)).hasMessageContaining("between 0 and 2**32 - 1, but got -1");
        assertThatThrownBy(() -> new NumpyRandom(1L << 32)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new NumpyRandom(0).randint(3, 3)).hasMessageContaining("low >= high");
        assertThatThrownBy(() -> new NumpyRandom(0).sampleWithoutReplacement(2, 3))
                .hasMessageContaining("only 2 numbers");
    }

    private static double[] doubles(int n, DoubleSupplier next) {
        return DoubleStream.generate(next).limit(n).toArray();
    }

    private static long[] longs(int n, LongSupplier next) {
        return LongStream.generate(next).limit(n).toArray();
    }
}
