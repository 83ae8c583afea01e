package dev.vecgrad.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Value;
import dev.vecgrad.exec.HostTransfer;
import dev.vecgrad.golden.GoldenFile;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Device;
import dev.vecgrad.type.Shape;
import java.lang.foreign.MemorySegment;
import java.util.Locale;
import java.util.stream.IntStream;

/** Values from a golden file, and comparisons with them. */
final class GoldenValues {
    private final GoldenFile golden;

    GoldenValues(String resource) {
        this.golden = GoldenFile.read(resource);
    }

    GoldenFile file() {
        return golden;
    }

    /** {@return the value under a name, of the dtype that is noted with it, else float64} */
    Value value(String name) {
        DType dtype = golden.has(name + ".dtype")
                ? DType.valueOf(golden.text(name + ".dtype").toUpperCase(Locale.ROOT))
                : DType.FLOAT64;
        Shape shape = Shape.of(golden.longs(name + ".shape"));
        return dtype.isFloatingPoint()
                ? of(shape, golden.doubles(name))
                : Arithmetic.cast(of(shape, golden.longs(name)), dtype);
    }

    /** {@return a row-major float64 value} */
    static Value of(Shape shape, double... elements) {
        Value value = Value.empty(DType.FLOAT64, shape, Device.CPU);
        HostTransfer.write(value.storage(), 0, MemorySegment.ofArray(elements));
        return value;
    }

    /** {@return a row-major int64 value} */
    static Value of(Shape shape, long... elements) {
        Value value = Value.empty(DType.INT64, shape, Device.CPU);
        HostTransfer.write(value.storage(), 0, MemorySegment.ofArray(elements));
        return value;
    }

    /** {@return the elements as doubles} */
    static double[] doubles(Value value) {
        Value plain = Arithmetic.contiguous(Arithmetic.cast(value.detach(), DType.FLOAT64));
        double[] elements = new double[Math.toIntExact(plain.numel())];
        HostTransfer.read(plain.storage(), plain.offset() * Double.BYTES, MemorySegment.ofArray(elements));
        return elements;
    }

    /** {@return the elements of an integer value} */
    static long[] longs(Value value) {
        Value plain = Arithmetic.contiguous(Arithmetic.cast(value, DType.INT64));
        long[] elements = new long[Math.toIntExact(plain.numel())];
        HostTransfer.read(plain.storage(), plain.offset() * Long.BYTES, MemorySegment.ofArray(elements));
        return elements;
    }

    /**
     * Asserts equality with the value under a name. Floating elements may differ by 2^-40 of the greatest one: the roundings of at most
     * some thousand operations, each within 2^-52 of its operands.
     */
    void assertMatches(Value actual, String name) {
        assertThat(actual.shape().toArray()).as(name + ".shape").isEqualTo(golden.longs(name + ".shape"));
        if (actual.dtype().isFloatingPoint()) {
            assertClose(doubles(actual), golden.doubles(name), name);
        } else {
            assertThat(longs(actual)).as(name).isEqualTo(golden.longs(name));
        }
    }

    private static void assertClose(double[] actual, double[] expected, String name) {
        double greatest = IntStream.range(0, expected.length)
                .mapToDouble(i -> Math.abs(expected[i]))
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        double tolerance = 0x1p-40 * Math.max(1, greatest);
        for (int i = 0; i < expected.length; i++) {
            boolean close = Double.isFinite(expected[i])
                    ? Math.abs(actual[i] - expected[i]) <= tolerance
                    : Double.compare(actual[i], expected[i]) == 0;
            assertThat(close)
                    .as("%s, element %d: %s, expected %s", name, i, actual[i], expected[i])
                    .isTrue();
        }
    }
}
