package dev.vecgrad.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Generator;
import dev.vecgrad.ops.Random;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Device;
import dev.vecgrad.type.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Many numbers of the Philox generator have the distribution that was asked for. Every bound is six standard deviations of what is
 * measured: a right generator is beyond one of them for fewer than one seed in 10^8.
 */
class RandomNumbersTest {
    private static final int N = 1 << 20;
    private static final double SIX_SIGMA = 6 / Math.sqrt(N);

    private static double[] normals(DType dtype) {
        return Tensor.randn(new long[] {N}, dtype, Generator.philox(2026)).toDoubleArray();
    }

    private static double moment(double[] numbers, int power) {
        double sum = 0;
        for (double number : numbers) {
            sum += Math.pow(number, power);
        }
        return sum / numbers.length;
    }

    private static double share(double[] numbers, double beyond) {
        int count = 0;
        for (double number : numbers) {
            count += Math.abs(number) > beyond ? 1 : 0;
        }
        return (double) count / numbers.length;
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void normalNumbersHaveTheirMoments(DType dtype) {
        double[] numbers = normals(dtype);
        assertThat(moment(numbers, 1)).isCloseTo(0, within(SIX_SIGMA));
        assertThat(moment(numbers, 2)).isCloseTo(1, within(SIX_SIGMA * Math.sqrt(2)));
        assertThat(moment(numbers, 3)).isCloseTo(0, within(SIX_SIGMA * Math.sqrt(15)));
        assertThat(moment(numbers, 4)).isCloseTo(3, within(SIX_SIGMA * Math.sqrt(96)));
    }

    /** The shares beyond 1, 2, 3 and 4 standard deviations: erfc(x / sqrt(2)). */
    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void normalNumbersHaveTheirTails(DType dtype) {
        double[] numbers = normals(dtype);
        double[] tails = {0.31731050786291415, 0.04550026389635842, 0.002699796063260189, 6.334248366623993e-05};
        for (int i = 0; i < tails.length; i++) {
            double sigma = Math.sqrt(tails[i] * (1 - tails[i]));
            assertThat(share(numbers, i + 1)).isCloseTo(tails[i], within(SIX_SIGMA * sigma));
        }
    }

    @Test
    void neighboursAreNotCorrelated() {
        double[] numbers = normals(DType.FLOAT32);
        for (int lag : new int[] {1, 2, 3, 4, 8, 1024}) {
            double sum = 0;
            for (int i = 0; i + lag < N; i++) {
                sum += numbers[i] * numbers[i + lag];
            }
            assertThat(sum / (N - lag)).as("lag " + lag).isCloseTo(0, within(1.001 * SIX_SIGMA));
        }
    }

    @Test
    void integersAreEven() {
        int sides = 10;
        int[] counts = new int[sides];
        Tensor rolls = Tensor.randint(-3, sides - 3, new long[] {N}, DType.INT64, Generator.philox(3));
        for (long roll : rolls.toLongArray()) {
            counts[(int) roll + 3]++;
        }
        double sigma = Math.sqrt(0.1 * 0.9);
        for (int count : counts) {
            assertThat((double) count / N).isCloseTo(0.1, within(SIX_SIGMA * sigma));
        }
    }

    @Test
    void coinsFallAsOftenAsSaid() {
        double[] coins = new Tensor(Random.coins(Shape.of(N), DType.FLOAT32, 0.3, 1, Generator.philox(4), Device.CPU))
                .toDoubleArray();
        assertThat(moment(coins, 1)).isCloseTo(0.3, within(SIX_SIGMA * Math.sqrt(0.21)));
    }
}
