package dev.vecgrad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.ops.NumberMethods;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.OutOfNativeMemoryException;
import dev.vecgrad.type.ShapeException;
import dev.vecgrad.type.VecgradException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Ops on integers, signs and exponents, limits and gates, where the golden values of the floating ops do not reach. */
class TensorNumbersTest {
    private static final float NAN = Float.NaN;
    private static final float INF = Float.POSITIVE_INFINITY;

    @Test
    void whatIsTooLargeIsAnErrorAtTheCall() {
        assertThatThrownBy(() -> Tensor.eye(Integer.MAX_VALUE))
                .isInstanceOf(OutOfNativeMemoryException.class)
                .hasMessageStartingWith("allocate: out of native memory: [2147483647, 2147483647] of float32");
        assertThatThrownBy(() -> Tensor.randint(0, 7, new long[] {Long.MAX_VALUE}))
                .isInstanceOf(OutOfNativeMemoryException.class);
        assertThatThrownBy(() -> Tensor.randperm(Integer.MAX_VALUE))
                .isInstanceOf(VecgradException.class)
                .hasMessageStartingWith("randperm: 2147483647 elements of 8 bytes are no array of the Java heap");
        assertThatThrownBy(() -> Tensor.arange(Long.MIN_VALUE, 5, 1L << 40))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("arange: invalid size, possible overflow?");
        assertThatThrownBy(() -> Tensor.ones(1).expand(1L << 40).toFloatArray())
                .hasMessageStartingWith("toArray: 1099511627776 elements of 4 bytes");
        assertThatThrownBy(() -> Tensor.combinations(Tensor.ones(9), Integer.MAX_VALUE, true))
                .hasMessageStartingWith("combinations: ");
        assertThat(Tensor.combinations(Tensor.ones(3), Integer.MAX_VALUE, false).numel())
                .isZero();
        assertThat(Tensor.combinations(Tensor.arange(40), 38, false).shape().toArray())
                .containsExactly(780, 38);
        assertThatThrownBy(() -> Tensor.ones(2).polygamma(Integer.MAX_VALUE))
                .isInstanceOf(VecgradException.class)
                .hasMessageStartingWith("polygamma: the order is 2147483647: it can be 8 at most");
        assertThatThrownBy(() -> Tensor.vander(Tensor.ones(2), 1L << 40, false))
                .isInstanceOf(OutOfNativeMemoryException.class);
    }

    @Test
    void wholeBoundsKeepWholeNumbers() {
        Tensor whole = Tensor.of(-5L, 1L, 1L << 60);
        assertThat(whole.clamp(0, 7).toLongArray()).containsExactly(0, 1, 7);
        assertThat(whole.clampMin(1).toLongArray()).containsExactly(1, 1, 1L << 60);
        assertThat(whole.clone().clampMax_(0).toLongArray()).containsExactly(-5, 0, 0);
        assertThat(whole.clamp(0.0, 7.0).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(Tensor.of(0.5, 9).clamp(1, 7).dtype()).isEqualTo(DType.FLOAT32);
    }

    @Test
    void divisorsOfAnyIntegers() {
        SplittableRandom random = new SplittableRandom(3);
        long[] a = random.longs(500).map(x -> x >> random.nextInt(64)).toArray();
        long[] b = random.longs(500).map(x -> x >> random.nextInt(64)).toArray();
        long[] found = Tensor.of(a).gcd(Tensor.of(b)).toLongArray();
        for (int i = 0; i < a.length; i++) {
            assertThat(found[i]).isEqualTo(gcd(a[i], b[i]));
        }
        assertThat(Tensor.of(-6L, 0, 5, 0, Long.MIN_VALUE)
                        .gcd(Tensor.of(4L, 0, 0, -7, 2))
                        .toLongArray())
                .containsExactly(2, 0, 5, 7, 2);
        assertThat(Tensor.of(-6L, 0, 5, 12).lcm(Tensor.of(4L, 0, 0, -18)).toLongArray())
                .containsExactly(12, 0, 0, 36);
    }

    /** The pairs that need the most steps. */
    @Test
    void divisorsOfFibonacciNumbers() {
        long a = 1;
        long b = 1;
        while (b < 4660046610375530309L) {
            long next = a + b;
            a = b;
            b = next;
        }
        assertThat(Tensor.of(b).gcd(Tensor.of(a)).item()).isEqualTo(1.0);
        Tensor narrow = Tensor.of(new int[] {1836311903}).gcd(Tensor.of(new int[] {1134903170}));
        assertThat(narrow.dtype()).isEqualTo(DType.INT32);
        assertThat(narrow.item()).isEqualTo(1.0);
    }

    private static long gcd(long a, long b) {
        return b == 0 ? Math.abs(a) : gcd(b, a % b);
    }

    @Test
    void shiftsByMoreThanTheWidth() {
        assertThat(Tensor.of(1L, 1, 1, -1)
                        .bitwiseLeftShift(Tensor.of(64L, -1, 63, 2))
                        .toLongArray())
                .containsExactly(0, 0, Long.MIN_VALUE, -4);
        assertThat(Tensor.of(1L, -1, -5, -8)
                        .bitwiseRightShift(Tensor.of(64L, -1, 63, 2))
                        .toLongArray())
                .containsExactly(0, -1, -1, -2);
        assertThat(Tensor.of(5, -5).bitwiseRightShift_(1).toIntArray()).containsExactly(2, -3);
        assertThatThrownBy(() -> Tensor.of(true).bitwiseLeftShift(Tensor.of(true)))
                .isInstanceOf(DTypeException.class)
                .hasMessageStartingWith("bitwise_left_shift: ");
        assertThatThrownBy(() -> Tensor.of(1f).bitwiseRightShift(1)).isInstanceOf(DTypeException.class);
        assertThatThrownBy(() -> Tensor.of(1f).gcd(Tensor.of(1f)))
                .isInstanceOf(DTypeException.class)
                .hasMessageContaining("\"gcd_cpu\" not implemented for 'float32'");
    }

    @Test
    void mantissasAndExponents() {
        NumberMethods.MantissaExponent<Tensor> parts =
                Tensor.of(0f, -0f, INF, NAN, 1e-40f, -3f, Float.MAX_VALUE, 1f).frexp();
        assertThat(parts.mantissa().toFloatArray())
                .containsExactly(0f, -0f, INF, NAN, 71362 / 131072f, -0.75f, 1 - 0x1p-24f, 0.5f);
        assertThat(parts.exponent().dtype()).isEqualTo(DType.INT32);
        assertThat(parts.exponent().toIntArray()).containsExactly(0, 0, 0, 0, -132, 2, 128, 1);
        NumberMethods.MantissaExponent<Tensor> wide =
                Tensor.of(new double[] {Double.MIN_VALUE, -Double.MAX_VALUE, 6}).frexp();
        assertThat(wide.mantissa().toDoubleArray()).containsExactly(0.5, -(1 - 0x1p-53), 0.75);
        assertThat(wide.exponent().toIntArray()).containsExactly(-1073, 1024, 3);
        assertThatThrownBy(() -> Tensor.of(1L).frexp()).isInstanceOf(DTypeException.class);
    }

    @Test
    void theGradientOfAMantissaIsItsPowerOfTwo() {
        Tensor x = Tensor.of(3.0, -0.1, 40.0).requiresGrad_(true);
        x.frexp().mantissa().sum().backward();
        assertThat(gradient(x)).containsExactly(0.25, 8, 1.0 / 64);
    }

    private static double[] gradient(Tensor x) {
        Tensor gradient = x.grad();
        return gradient == null ? new double[0] : gradient.toDoubleArray();
    }

    @Test
    void neighbours() {
        assertThat(Tensor.of(1f, 1f, 0f, -0f, 0f, INF, NAN, -1f)
                        .nextafter(Tensor.of(2f, 0f, 1f, -1f, 0f, 0f, 1f, INF))
                        .toFloatArray())
                .containsExactly(
                        Math.nextUp(1f),
                        Math.nextDown(1f),
                        Float.MIN_VALUE,
                        -Float.MIN_VALUE,
                        0f,
                        Float.MAX_VALUE,
                        NAN,
                        Math.nextUp(-1f));
        assertThatThrownBy(() -> Tensor.of(1L).nextafter(Tensor.of(2L))).isInstanceOf(DTypeException.class);
    }

    @Test
    void divisionRoundedAsSaid() {
        Tensor a = Tensor.of(7L, -7);
        assertThat(a.div(2, "trunc").toLongArray()).containsExactly(3, -3);
        assertThat(a.div(Tensor.of(2L), "floor").toLongArray()).containsExactly(3, -4);
        assertThat(a.div(2L, null).toFloatArray()).containsExactly(3.5f, -3.5f);
        assertThat(a.div(2.0, "trunc").dtype()).isEqualTo(DType.FLOAT32);
        assertThat(Tensor.of(7.0, -7.0).div_(2.0, "floor").toDoubleArray()).containsExactly(3, -4);
        assertThatThrownBy(() -> a.div(0, "trunc"))
                .isInstanceOf(VecgradException.class)
                .hasMessageStartingWith("div: ZeroDivisionError");
        assertThatThrownBy(() -> a.div(2, "up"))
                .isInstanceOf(VecgradException.class)
                .hasMessageContaining("'trunc', or 'floor' but found 'up'");
    }

    @Test
    void roundingToDigits() {
        assertThat(Tensor.of(new double[] {1.2345, -2.465, 15}).round(2).toDoubleArray())
                .containsExactly(1.23, -2.46, 15);
        assertThat(Tensor.of(14.9, 15, 25, -151).round_(-1).toDoubleArray()).containsExactly(10, 20, 20, -150);
        assertThatThrownBy(() -> Tensor.of(1L).round(1)).isInstanceOf(DTypeException.class);
    }

    @Test
    void replacements() {
        assertThat(Tensor.of(NAN, INF, -INF, 2f).nanToNum().toFloatArray())
                .containsExactly(0, Float.MAX_VALUE, -Float.MAX_VALUE, 2);
        assertThat(Tensor.of(NAN, INF, -INF, 2f).nanToNum_(1, 3, -4).toFloatArray())
                .containsExactly(1, 3, -4, 2);
        assertThat(Tensor.of(3L).nanToNum(0.5, 1, 1).dtype()).isEqualTo(DType.INT64);
    }

    @Test
    void limitsThatAreTensorsTakeTheGradientOfWhatTheyReplace() {
        Tensor x = Tensor.of(0.0, 2, 4, 2, 0).requiresGrad_(true);
        Tensor low = Tensor.of(1.0, 1, 1, 2, 3).requiresGrad_(true);
        Tensor high = Tensor.of(3.0, 3, 3, 2, 2).requiresGrad_(true);
        Tensor y = x.clamp(low, high);
        assertThat(y.toDoubleArray()).containsExactly(1, 2, 3, 2, 2);
        y.sum().backward();
        assertThat(gradient(x)).containsExactly(0, 1, 0, 1, 0);
        assertThat(gradient(low)).containsExactly(1, 0, 0, 0, 0);
        assertThat(gradient(high)).containsExactly(0, 0, 1, 0, 1);
    }

    @Test
    void limitsThatAreNaNGiveNaN() {
        Tensor x = Tensor.of(1f, NAN);
        assertThat(x.clamp(NAN, 2).toFloatArray()).containsExactly(NAN, NAN);
        assertThat(x.clampMin(NAN).toFloatArray()).containsExactly(NAN, NAN);
        assertThat(x.clampMax(Tensor.of(0f)).toFloatArray()).containsExactly(0, NAN);
        assertThat(Tensor.of(1L, 5).clampMin(2L).toLongArray()).containsExactly(2, 5);
        assertThat(Tensor.of(1L, 5).clampMax_(Tensor.of(2L)).toLongArray()).containsExactly(1, 2);
    }

    @Test
    void stepsAndSigns() {
        assertThat(Tensor.of(-1L, 0, 3).heaviside(Tensor.of(7L)).toLongArray()).containsExactly(0, 7, 1);
        assertThatThrownBy(() -> Tensor.of(1L).heaviside(Tensor.of(1f))).isInstanceOf(DTypeException.class);
        assertThat(Tensor.of(7L, -7).copysign(-0.0).toFloatArray()).containsExactly(-7, -7);
        assertThat(Tensor.of(-1L, 0).signbit().toBooleanArray()).containsExactly(true, false);
        assertThat(Tensor.of(-0f, 0f).signbit().toBooleanArray()).containsExactly(true, false);
        assertThat(Tensor.of(true).signbit().toBooleanArray()).containsExactly(false);
    }

    @Test
    void closeness() {
        Tensor a = Tensor.of(1f, NAN, INF, 1e10f);
        assertThat(a.isclose(Tensor.of(1.000001f, NAN, INF, 1.1e10f)).toBooleanArray())
                .containsExactly(true, false, true, false);
        assertThat(a.allclose(a)).isFalse();
        assertThat(a.allclose(a, 1e-5, 1e-8, true)).isTrue();
        assertThat(a.equal(a)).isFalse();
        assertThat(Tensor.of(1L, 2).equal(Tensor.of(1L, 2))).isTrue();
        assertThat(Tensor.of(1L, 2).equal(Tensor.of(1L, 2, 3))).isFalse();
        assertThat(Tensor.of(16777217L)
                        .isclose(Tensor.of(16777216L), 0, 0.5, false)
                        .toBooleanArray())
                .containsExactly(false);
        assertThatThrownBy(() -> Tensor.of(1L).isclose(Tensor.of(1f))).isInstanceOf(DTypeException.class);
        assertThatThrownBy(() -> a.isclose(a, -1, 0, false)).isInstanceOf(VecgradException.class);
    }

    @Test
    void slopesOfChannels() {
        Tensor x = Tensor.of(-1.0, -2, 3, -4, 5, -6, -7, 8).view(2, 2, 2).requiresGrad_(true);
        Tensor weight = Tensor.of(0.5, 2).requiresGrad_(true);
        Tensor y = x.prelu(weight);
        assertThat(y.toDoubleArray()).containsExactly(-0.5, -1, 3, -8, 5, -3, -14, 8);
        y.sum().backward();
        assertThat(gradient(weight)).containsExactly(-9, -11);
        assertThat(Tensor.of(-2.0).prelu(Tensor.of(0.25)).item()).isEqualTo(-0.5);
        assertThatThrownBy(() -> x.prelu(Tensor.of(1.0, 2, 3)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("Found parameter numbers = 3 and channel size = 2");
    }

    @Test
    void gates() {
        assertThat(Tensor.of(2.0, 3, 0, 0).view(2, 2).glu(0).toDoubleArray()).containsExactly(1, 1.5);
        assertThatThrownBy(() -> Tensor.of(1.0).glu(-1))
                .isInstanceOf(ShapeException.class)
                .hasMessage("glu: glu does not support 0-dimensional tensors: it halves a dim");
        assertThatThrownBy(() -> Tensor.of(1.0, 2, 3).glu(-1))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("glu: Halving dimension must be even, but dimension 0 is size 3");
    }

    @Test
    void powersInFloat64() {
        assertThat(Tensor.of(2L).floatPower(Tensor.of(3L)).dtype()).isEqualTo(DType.FLOAT64);
        assertThat(Tensor.of(2f, 3f).floatPower(2).toDoubleArray()).containsExactly(4, 9);
        assertThat(Tensor.of(1f, 3f).rpow(2).toFloatArray()).containsExactly(2, 8);
    }

    @Test
    void compoundOpsInPlace() {
        Tensor x = Tensor.of(1.0, 2);
        assertThat(x.lerp_(Tensor.of(3.0, 4), 0.5).toDoubleArray()).containsExactly(2, 3);
        assertThat(x.addcmul_(Tensor.of(2.0), Tensor.of(3.0), 0.5).toDoubleArray())
                .containsExactly(5, 6);
        assertThat(x.addcdiv_(Tensor.of(6.0), Tensor.of(3.0)).toDoubleArray()).containsExactly(7, 8);
        assertThat(x.gt_(7).toDoubleArray()).containsExactly(0, 1);
        assertThat(Tensor.of(true, false).logicalOr_(Tensor.of(false, false)).toBooleanArray())
                .containsExactly(true, false);
        assertThat(Tensor.of(6L, 5).bitwiseAnd(3).toLongArray()).containsExactly(2, 1);
    }
}
