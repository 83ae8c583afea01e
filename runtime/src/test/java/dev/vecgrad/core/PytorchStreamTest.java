package dev.vecgrad.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vecgrad.golden.GoldenFile;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PytorchStreamTest {
    private static final GoldenFile GOLDEN = GoldenFile.read("pytorch_stream.txt");

    /* The vector logarithm and sine of PyTorch are off by a few units of the 24th bit. */
    private static final float NORMAL_TOLERANCE = 1e-6f;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 42, (1L << 32) + 5, -1})
    void everySeedGivesPytorchsNumbersToTheBit(long seed) {
        assertThat(floats(seed, 7, s -> s::rand)).isEqualTo(GOLDEN.floats("rand32 seed=" + seed));
        assertThat(doubles(seed, 7, s -> s::rand)).isEqualTo(GOLDEN.doubles("rand64 seed=" + seed));
        assertThat(longs(seed, 13, s -> s::randperm)).isEqualTo(GOLDEN.longs("randperm seed=" + seed));
        assertThat(longs(seed, 9, s -> out -> s.randint(out, -3, 10))).isEqualTo(GOLDEN.longs("randint seed=" + seed));
    }

    @Test
    void uniformNumbersAreEqualToTheBitAlsoAfterTheFirstStateIsUsedUp() {
        float[] numbers = floats(3, 3000, s -> s::rand);
        assertThat(Arrays.copyOfRange(numbers, 2990, 3000)).isEqualTo(GOLDEN.floats("rand32 late seed=3"));
    }

    @Test
    void uniformOfABoundIsEqualToTheBit() {
        double bound = 0.31622776601683794;
        assertThat(floats(0, 200, s -> out -> s.uniform(out, -bound, bound)))
                .isEqualTo(GOLDEN.floats("uniform32 seed=0"));
        assertThat(doubles(0, 20, s -> out -> s.uniform(out, -2.5, 7.1))).isEqualTo(GOLDEN.doubles("uniform64 seed=0"));
    }

    @Test
    void aNumberRoundedToTheUpperBoundBecomesTheLowerOne() {
        float[] numbers = floats(0, 64, s -> out -> s.uniform(out, 1, 1 + 0x1p-22));
        assertThat(numbers).isEqualTo(GOLDEN.floats("uniform32 narrow seed=0"));
        assertThat(numbers).doesNotContain(1 + 0x1p-22f).contains(1f);
    }

    @Test
    void integersOfWideRangesUseSixtyFourBits() {
        assertThat(longs(1, 9, s -> out -> s.randint(out, -(1L << 40), 1L << 41)))
                .isEqualTo(GOLDEN.longs("randint wide seed=1"));
        assertThat(longs(1, 5, s -> out -> s.randint(out, Long.MIN_VALUE, Long.MAX_VALUE)))
                .isEqualTo(GOLDEN.longs("randint full seed=1"));
    }

    @Test
    void twoToTheTwentyEighthIsTheFirstWideRange() {
        var stream = new PytorchStream(1);
        var narrow = new long[3];
        stream.randint(narrow, 0, (1 << 28) - 1);
        var wide = new long[3];
        stream.randint(wide, 0, 1 << 28);
        assertThat(LongStream.concat(LongStream.of(narrow), LongStream.of(wide)).toArray())
                .isEqualTo(GOLDEN.longs("randint border seed=1"));
    }

    @Test
    void anEmptyRangeIsAnError() {
        assertThatThrownBy(() -> new PytorchStream(0).randint(new long[1], 5, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from=5 >= to=5");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 15, 16, 17, 31, 32, 40, 100})
    void normalNumbersOfEveryLengthAgreeAndLeaveTheStreamWherePytorchDoes(int n) {
        var stream = new PytorchStream(7);
        float[] floats = new float[n];
        stream.normal(floats, 0, 1);
        float[] next = new float[1];
        stream.rand(next);
        float[] expected = GOLDEN.floats("randn32 n=" + n + " seed=7");
        assertThat(floats).containsExactly(Arrays.copyOf(expected, n), within(NORMAL_TOLERANCE));
        assertThat(next[0]).isEqualTo(expected[n]);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 15, 16, 17, 31, 32, 40, 100})
    void normalNumbersInFloat64AgreeToRounding(int n) {
        var stream = new PytorchStream(7);
        double[] doubles = new double[n];
        stream.normal(doubles, 0, 1);
        double[] next = new double[1];
        stream.rand(next);
        double[] expected = GOLDEN.doubles("randn64 n=" + n + " seed=7");
        assertThat(doubles).containsExactly(Arrays.copyOf(expected, n), within(1e-14));
        assertThat(next[0]).isEqualTo(expected[n]);
    }

    @Test
    void meanAndStdScaleBothPaths() {
        var stream = new PytorchStream(7);
        float[] block = new float[20];
        stream.normal(block, 3, 0.5);
        float[] few = new float[3];
        stream.normal(few, 3, 0.5);
        assertThat(join(block, few)).containsExactly(GOLDEN.floats("normal32 seed=7"), within(NORMAL_TOLERANCE));
    }

    @Test
    void theSecondNormalOfAPairWaitsThroughOtherCalls() {
        var stream = new PytorchStream(9);
        float[][] parts = {new float[3], new float[2], new float[16], new float[2]};
        stream.normal(parts[0], 0, 1);
        stream.rand(parts[1]);
        stream.normal(parts[2], 0, 1);
        stream.normal(parts[3], 0, 1);
        assertThat(join(parts)).containsExactly(GOLDEN.floats("randn cached seed=9"), within(NORMAL_TOLERANCE));
    }

    @Test
    void theWaitingNormalIsSharedByBothDtypes() {
        var stream = new PytorchStream(9);
        double[] first = new double[1];
        stream.normal(first, 0, 1);
        float[] second = new float[1];
        stream.normal(second, 0, 1);
        assertThat(new float[] {(float) first[0], second[0]})
                .containsExactly(GOLDEN.floats("randn cached across dtypes seed=9"), within(NORMAL_TOLERANCE));
    }

    @Test
    void bernoulliDrawsAreEqual() {
        float[] p = new float[60];
        Arrays.fill(p, 0.3f);
        double[] q = new double[60];
        Arrays.fill(q, 0.3);
        assertThat(bits(s -> out -> s.bernoulli(out, 0.3))).isEqualTo(GOLDEN.floats("bernoulli scalar seed=5"));
        assertThat(bits(s -> out -> s.bernoulli(out, p))).isEqualTo(GOLDEN.floats("bernoulli float seed=5"));
        assertThat(bits(s -> out -> s.bernoulli(out, q))).isEqualTo(GOLDEN.floats("bernoulli double seed=5"));
    }

    @Test
    void callsOfDifferentKindsShareOnePosition() {
        var stream = new PytorchStream(11);
        float[] rand = new float[3];
        stream.rand(rand);
        long[] perm = new long[5];
        stream.randperm(perm);
        double[] wide = new double[2];
        stream.rand(wide);
        long[] ints = new long[4];
        stream.randint(ints, 0, 100);
        boolean[] coins = new boolean[4];
        stream.bernoulli(coins, 0.5);
        float[] last = new float[2];
        stream.rand(last);
        float[] all = join(
                rand,
                asFloats(perm),
                new float[] {(float) wide[0], (float) wide[1]},
                asFloats(ints),
                asFloats(coins),
                last);
        assertThat(all).isEqualTo(GOLDEN.floats("mixed seed=11"));
    }

    @Test
    void theInitialisationOfALinearLayerIsEqualToTheBit() {
        assertThat(linear(10, 1)).isEqualTo(GOLDEN.floats("linear 10 1 seed=0"));
        assertThat(linear(7, 30)).isEqualTo(GOLDEN.floats("linear 7 30 seed=0"));
    }

    @Test
    void aCopyContinuesFromTheSamePositionAndAlone() {
        var stream = new PytorchStream(9);
        stream.normal(new float[3], 0, 1);
        PytorchStream copy = stream.copy();
        float[] fromCopy = new float[700];
        copy.rand(fromCopy);
        copy.normal(new float[1], 0, 1);
        float[] fromStream = new float[700];
        stream.rand(fromStream);
        assertThat(fromStream).isEqualTo(fromCopy);
        double[] normals = new double[2];
        stream.normal(normals, 0, 1);
        assertThat(normals[0]).as("the pair's second number was still waiting").isNotEqualTo(normals[1]);
    }

    /* Linear draws weight and bias from the same bounds: kaiming_uniform with a = sqrt(5) is 1 / sqrt(inFeatures). */
    private static float[] linear(int inFeatures, int outFeatures) {
        double bound = 1 / Math.sqrt(inFeatures);
        var stream = new PytorchStream(0);
        float[] weight = new float[inFeatures * outFeatures];
        stream.uniform(weight, -bound, bound);
        float[] bias = new float[outFeatures];
        stream.uniform(bias, -bound, bound);
        return join(weight, bias);
    }

    private interface Draw<T> {
        Consumer<T> of(PytorchStream stream);
    }

    private static float[] floats(long seed, int n, Draw<float[]> draw) {
        return filled(seed, new float[n], draw);
    }

    private static double[] doubles(long seed, int n, Draw<double[]> draw) {
        return filled(seed, new double[n], draw);
    }

    private static long[] longs(long seed, int n, Draw<long[]> draw) {
        return filled(seed, new long[n], draw);
    }

    private static float[] bits(Draw<boolean[]> draw) {
        return asFloats(filled(5, new boolean[60], draw));
    }

    private static <T> T filled(long seed, T out, Draw<T> draw) {
        draw.of(new PytorchStream(seed)).accept(out);
        return out;
    }

    private static float[] asFloats(boolean[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = values[i] ? 1 : 0;
        }
        return floats;
    }

    private static float[] asFloats(long[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = values[i];
        }
        return floats;
    }

    private static float[] join(float[]... parts) {
        int length = 0;
        for (float[] part : parts) {
            length += part.length;
        }
        float[] all = new float[length];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
