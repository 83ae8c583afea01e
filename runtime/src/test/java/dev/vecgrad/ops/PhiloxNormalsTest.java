package dev.vecgrad.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Generator;
import dev.vecgrad.ir.Philox;
import dev.vecgrad.type.DType;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Normal numbers are Box and Muller's of the generator's words. */
class PhiloxNormalsTest {
    private static final long SEED = 1L << 40 | 5;
    private static final int PAIRS = 2000;

    /*
     * The angle is off by two roundings of a number below 2 pi, the cosine by 2 ulp more and the radius by 2 of its own: together less
     * than 2 pi 2^-23 + 2^-22 + 2^-22 of the radius.
     */
    private static final double FLOAT_ERROR = 2 * Math.PI * 0x1p-23 + 0x1p-21;

    private static final double DOUBLE_ERROR = FLOAT_ERROR * 0x1p-29;

    private static float[] floats(long n) {
        return Tensor.randn(new long[] {n}, DType.FLOAT32, Generator.philox(SEED))
                .toFloatArray();
    }

    private static double unit(int part, int k) {
        return (word(part, k) >>> 8) * 0x1p-24;
    }

    private static double wideUnit(int part, int k) {
        long high = word(part, k);
        long low = Integer.toUnsignedLong(word(part + 1, k));
        return ((high << 32 | low) >>> 11) * 0x1p-53;
    }

    private static int word(int part, int k) {
        return Philox.word(SEED, 0, (long) PAIRS * part + k);
    }

    @Test
    void floatsAreMadeOfTwoWords() {
        float[] out = floats(2 * PAIRS);
        for (int k = 0; k < PAIRS; k++) {
            check(out[k], out[PAIRS + k], unit(0, k), unit(1, k), FLOAT_ERROR);
        }
    }

    @Test
    void doublesAreMadeOfFourWords() {
        double[] out = Tensor.zeros(new long[] {2 * PAIRS}, DType.FLOAT64)
                .normal_(0, 1, Generator.philox(SEED))
                .toDoubleArray();
        for (int k = 0; k < PAIRS; k++) {
            check(out[k], out[PAIRS + k], wideUnit(0, k), wideUnit(2, k), DOUBLE_ERROR);
        }
    }

    private static void check(double first, double second, double u, double v, double error) {
        double radius = Math.sqrt(-2 * Math.log1p(-u));
        assertThat(first).isCloseTo(radius * Math.cos(2 * Math.PI * v), within(radius * error));
        assertThat(second).isCloseTo(radius * Math.sin(2 * Math.PI * v), within(radius * error));
    }

    @Test
    void meanAndDeviationAreApplied() {
        float[] unit = floats(100);
        float[] scaled =
                Tensor.zeros(10, 10).normal_(3, 0.5, Generator.philox(SEED)).toFloatArray();
        for (int i = 0; i < unit.length; i++) {
            assertThat(scaled[i]).isEqualTo(Math.fma(unit[i], 0.5f, 3f));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 5, 207, 4098})
    void anyNumberOfThemIsDrawn(long n) {
        assertThat(floats(n)).hasSize((int) n).isEqualTo(Arrays.copyOf(floats(n + n % 2), (int) n));
        Tensor column = Tensor.randn(new long[] {n, 1}, DType.FLOAT64, Generator.philox(1));
        assertThat(column.shape().toArray()).containsExactly(n, 1);
        assertThat(column.isContiguous()).isTrue();
    }

    @Test
    void aScalarIsOneToo() {
        assertThat((float) Tensor.randn(new long[0], DType.FLOAT32, Generator.philox(SEED))
                        .item())
                .isEqualTo(floats(1)[0]);
    }

    @Test
    void theNextCallGoesOn() {
        Generator generator = Generator.philox(SEED);
        Tensor _ = Tensor.randn(new long[] {4}, DType.FLOAT32, generator);
        assertThat(Tensor.randn(new long[] {4}, DType.FLOAT32, generator).toFloatArray())
                .doesNotContain(floats(4));
    }
}
