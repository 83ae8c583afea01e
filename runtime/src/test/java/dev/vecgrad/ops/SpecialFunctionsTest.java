package dev.vecgrad.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.HostArrays;
import dev.vecgrad.core.Value;
import dev.vecgrad.golden.GoldenFile;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Special functions against their true values. Those with zeros state their error by the greater of the value and what it is made of. */
class SpecialFunctionsTest {
    private static final GoldenFile GOLDEN = GoldenFile.read("special_functions.txt");

    @ParameterizedTest
    @CsvSource({
        "erfinv, 1, 4",
        "lgamma, 1, 5",
        "digamma, 1, 6",
        "i0, 1, 6",
        "i1, 1, 6",
        "polygamma1, 1, 32",
        "polygamma2, 1, 32",
        "polygamma3, 1, 32",
        "polygamma4, 1, 32"
    })
    void withinTheStatedBounds(String name, double single, double twice) {
        double[] x = GOLDEN.doubles(name + ".in");
        double[] truth = GOLDEN.doubles(name + ".out");
        Value wide = HostArrays.of(x, Shape.of(x.length));
        double[] found64 = HostArrays.doubles(apply(name, wide));
        float[] found32 = HostArrays.floats(apply(name, Arithmetic.cast(wide, DType.FLOAT32)));
        assertThat(x).hasSizeGreaterThan(100);
        for (int i = 0; i < x.length; i++) {
            double scale = scale(name, x[i], truth[i]);
            assertThat(Math.abs(found64[i] - truth[i]) / Math.ulp(scale))
                    .as("float64 %s(%s) = %s, truly %s", name, x[i], found64[i], truth[i])
                    .isLessThanOrEqualTo(x[i] < 0 && name.startsWith("polygamma") ? 2 * twice : twice);
            if (Math.abs(truth[i]) < Float.MAX_VALUE) {
                assertThat(Math.abs(found32[i] - truth[i]) / Math.ulp((float) scale))
                        .as("float32 %s(%s) = %s, truly %s", name, x[i], found32[i], truth[i])
                        .isLessThanOrEqualTo(single);
            }
        }
    }

    private static Value apply(String name, Value x) {
        return switch (name) {
            case "erfinv" -> PointwiseSpecial.ERFINV.apply(x);
            case "lgamma" -> PointwiseSpecial.LGAMMA.apply(x);
            case "digamma" -> PointwiseSpecial.DIGAMMA.apply(x);
            case "i0" -> PointwiseSpecial.I0.apply(x);
            case "i1" -> PointwiseSpecial.I1.apply(x);
            default -> PointwiseSpecial.polygamma(name.charAt(name.length() - 1) - '0', x);
        };
    }

    /** What an ulp is counted of. */
    private static double scale(String name, double x, double truth) {
        double value = Math.abs(truth);
        return switch (name) {
            case "lgamma" -> x > 0 ? value : Math.max(Math.max(value, 1), -x * Math.log(-x));
            case "digamma" -> Math.max(Math.max(value, 1), Math.abs(Math.log(Math.abs(x))));
            default -> name.startsWith("polygamma") && x < 0 ? value + mirrored(name.charAt(9) - '0', 1 - x) : value;
        };
    }

    /** polygamma(n, x) for x >= 1, about: what is subtracted from the reflection's term. */
    private static double mirrored(int n, double x) {
        double factorial = 1;
        for (int i = 2; i < n; i++) {
            factorial *= i;
        }
        return factorial / Math.pow(x, n) * (1 + n / x);
    }
}
