package dev.vecgrad.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vecgrad.ir.Philox;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PhiloxStreamTest {
    private static final int N = 100_000;

    /* Of a mean of N numbers with standard deviation 1; a right stream is beyond it once in 10^9 seeds. */
    private static final double SIX_SIGMA = 6 / Math.sqrt(N);

    @Test
    void aFloatIsTheHigh24BitsOfItsWord() {
        float[] out = new float[10];
        new PhiloxStream(77).rand(out);
        for (int i = 0; i < out.length; i++) {
            assertThat(out[i]).isEqualTo((Philox.word(77, 0, i) >>> 8) / 16777216f);
        }
    }

    @Test
    void everyCallStartsAtANewBlock() {
        var stream = new PhiloxStream(1L << 40);
        stream.rand(new float[5]);
        float[] next = new float[1];
        stream.rand(next);
        assertThat(next[0]).isEqualTo((Philox.word(1L << 40, 2, 0) >>> 8) / 16777216f);
        assertThat(stream.take(9)).isEqualTo(3);
        assertThat(stream.take(1)).isEqualTo(6);
    }

    @Test
    void uniformNumbersStayInTheirRangeAndAreEven() {
        double[] doubles = new double[N];
        new PhiloxStream(5).uniform(doubles, -2, 4);
        assertThat(Arrays.stream(doubles).min().orElseThrow()).isBetween(-2.0, -1.99);
        assertThat(Arrays.stream(doubles).max().orElseThrow()).isBetween(3.99, Math.nextDown(4.0));
        assertThat(Arrays.stream(doubles).average().orElseThrow()).isCloseTo(1, within(SIX_SIGMA * 6 / Math.sqrt(12)));
        float[] floats = new float[1000];
        new PhiloxStream(5).uniform(floats, 1, 1 + 0x1p-22);
        assertThat(floats).doesNotContain(1 + 0x1p-22f).contains(1f, 1 + 0x1p-23f);
    }

    @Test
    void integersCoverTheirRangeEvenly() {
        long[] out = new long[N];
        new PhiloxStream(5).randint(out, -3, 2);
        assertThat(LongStream.of(out).distinct().sorted()).containsExactly(-3L, -2L, -1L, 0L, 1L);
        assertThat(LongStream.of(out).average().orElseThrow()).isCloseTo(-1, within(SIX_SIGMA * Math.sqrt(2)));
        assertThatThrownBy(() -> new PhiloxStream(0).randint(out, 2, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void permutationsAreWholeAndDiffer() {
        var stream = new PhiloxStream(5);
        long[] first = new long[1000];
        stream.randperm(first);
        long[] second = new long[1000];
        stream.randperm(second);
        assertThat(LongStream.of(first).sorted())
                .containsExactlyElementsOf(LongStream.range(0, 1000).boxed().toList());
        assertThat(first).isNotEqualTo(second);
        long fixedPoints = IntStream.range(0, 1000).filter(i -> first[i] == i).count();
        assertThat(fixedPoints).isLessThan(10);
    }

    @Test
    void coinsFallAsOftenAsSaid() {
        boolean[] out = new boolean[N];
        new PhiloxStream(5).bernoulli(out, 0.3);
        assertThat(share(out)).isCloseTo(0.3, within(SIX_SIGMA * Math.sqrt(0.21)));
        boolean[] byFloats = new boolean[N];
        float[] p = new float[N];
        Arrays.fill(p, 0.3f);
        new PhiloxStream(5).bernoulli(byFloats, p);
        assertThat(share(byFloats)).isCloseTo(0.3, within(SIX_SIGMA * Math.sqrt(0.21)));
        new PhiloxStream(5).bernoulli(out, new double[N]);
        assertThat(share(out)).isZero();
        new PhiloxStream(5).bernoulli(out, 1);
        assertThat(share(out)).isEqualTo(1);
    }

    private static double share(boolean[] coins) {
        return (double) IntStream.range(0, coins.length).filter(i -> coins[i]).count() / coins.length;
    }
}
