package dev.vecgrad;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.golden.GoldenFile;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Shape;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every text to the letter as PyTorch and NumPy print it, of numbers that PyTorch rounded to the dtype. */
class TensorTextTest {
    private static final GoldenFile GOLDEN = GoldenFile.read("printing.txt");

    static IntStream cases() {
        return IntStream.range(0, GOLDEN.ints("count")[0]);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void printsAsPytorch(int number) {
        String autograd = GOLDEN.text(number + " autograd");
        String text = new TensorText(shape(number), dtype(number), elements(number))
                .text(null, autograd.isEmpty() ? null : autograd);
        assertThat(text).isEqualTo(GOLDEN.text(number + " torch"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void printsAsNumpy(int number) {
        assertThat(NumpyText.of(shape(number), dtype(number), elements(number)))
                .isEqualTo(GOLDEN.text(number + " numpy"));
    }

    @Test
    void theDeviceComesFirst() {
        var text = new TensorText(Shape.of(0, 2), DType.FLOAT64, of(new double[0]));
        assertThat(text.text("opencl:0", "requires_grad=True"))
                .isEqualTo("tensor([], device='opencl:0', size=(0, 2), dtype=float64, requires_grad=True)");
    }

    @Test
    void ofABigTensorOnlyTheEdgesAreAskedFor() {
        var asked = new long[1];
        TextElements elements = new TextElements() {
            @Override
            public double real(long index) {
                asked[0] = Math.max(asked[0], index % 1000);
                assertThat(index % 1000).matches(column -> column < 3 || column >= 997);
                return 1;
            }

            @Override
            public long integer(long index) {
                throw new AssertionError();
            }
        };
        assertThat(new TensorText(Shape.of(1L << 40, 1000), DType.FLOAT32, elements).text(null, null))
                .startsWith("tensor([[1., 1., 1.,  ..., 1., 1., 1.],\n");
        assertThat(asked[0]).isEqualTo(999);
    }

    private static Shape shape(int number) {
        return Shape.of(GOLDEN.longs(number + " shape"));
    }

    private static DType dtype(int number) {
        return DType.valueOf(GOLDEN.text(number + " dtype").toUpperCase(Locale.ROOT));
    }

    private static TextElements elements(int number) {
        DType dtype = dtype(number);
        if (GOLDEN.has(number + " scale")) {
            return formula(dtype, (int) shape(number).numel(), GOLDEN.doubles(number + " scale")[0]);
        }
        return dtype.isFloatingPoint() ? of(GOLDEN.doubles(number + " data")) : of(GOLDEN.longs(number + " data"));
    }

    /* The same formula as in tests/golden/printing.py. */
    private static TextElements formula(DType dtype, int n, double scale) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            double value = (i * 37L % 1009 - 504) * scale;
            values[i] = dtype == DType.FLOAT32 ? (float) value : value;
        }
        return of(values);
    }

    private static TextElements of(double[] values) {
        return elements(i -> values[i], i -> (long) values[i]);
    }

    private static TextElements of(long[] values) {
        return elements(i -> (double) values[i], i -> values[i]);
    }

    private static TextElements elements(IntToDoubleFunction reals, IntToLongFunction integers) {
        return new TextElements() {
            @Override
            public double real(long index) {
                return reals.applyAsDouble((int) index);
            }

            @Override
            public long integer(long index) {
                return integers.applyAsLong((int) index);
            }
        };
    }
}
