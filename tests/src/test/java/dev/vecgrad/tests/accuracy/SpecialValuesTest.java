package dev.vecgrad.tests.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.ir.MathFn;
import dev.vecgrad.type.DType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Zeros, infinities, NaN and what lies beside them, as annex F.10 of C99 (F.10.1 to F.10.9 of C23) says; where C has no such function, as its limits
 * say. Each row holds in float32 and in float64, and the sign of a zero counts.
 */
class SpecialValuesTest {
    @ParameterizedTest(name = "{0}({1}) = {2}")
    @CsvSource(textBlock = """
            exp, 0, 1
            exp, -0, 1
            exp, -inf, 0
            exp, inf, inf
            exp, -1e6, 0
            exp, 1e6, inf
            exp2, 0, 1
            exp2, -0, 1
            exp2, -inf, 0
            exp2, inf, inf
            exp2, 10, 1024
            exp2, -3, 0.125
            expm1, 0, 0
            expm1, -0, -0
            expm1, -inf, -1
            expm1, inf, inf
            log, 0, -inf
            log, -0, -inf
            log, 1, 0
            log, -1, nan
            log, -inf, nan
            log, inf, inf
            log2, 0, -inf
            log2, -0, -inf
            log2, 1, 0
            log2, 8, 3
            log2, 0.25, -2
            log2, -1, nan
            log2, inf, inf
            log10, 0, -inf
            log10, -0, -inf
            log10, 1, 0
            log10, -1, nan
            log10, inf, inf
            log1p, 0, 0
            log1p, -0, -0
            log1p, -1, -inf
            log1p, -2, nan
            log1p, -inf, nan
            log1p, inf, inf
            sin, 0, 0
            sin, -0, -0
            sin, inf, nan
            sin, -inf, nan
            cos, 0, 1
            cos, -0, 1
            cos, inf, nan
            cos, -inf, nan
            tan, 0, 0
            tan, -0, -0
            tan, inf, nan
            tan, -inf, nan
            asin, 0, 0
            asin, -0, -0
            asin, 1.5, nan
            asin, -inf, nan
            acos, 1, 0
            acos, 1.5, nan
            acos, -1.5, nan
            acos, inf, nan
            atan, 0, 0
            atan, -0, -0
            atan, inf, pi/2
            atan, -inf, -pi/2
            sinh, 0, 0
            sinh, -0, -0
            sinh, inf, inf
            sinh, -inf, -inf
            cosh, 0, 1
            cosh, -0, 1
            cosh, inf, inf
            cosh, -inf, inf
            tanh, 0, 0
            tanh, -0, -0
            tanh, inf, 1
            tanh, -inf, -1
            asinh, 0, 0
            asinh, -0, -0
            asinh, inf, inf
            asinh, -inf, -inf
            acosh, 1, 0
            acosh, 0.5, nan
            acosh, -inf, nan
            acosh, inf, inf
            atanh, 0, 0
            atanh, -0, -0
            atanh, 1, inf
            atanh, -1, -inf
            atanh, 2, nan
            atanh, -inf, nan
            erf, 0, 0
            erf, -0, -0
            erf, inf, 1
            erf, -inf, -1
            erfc, -inf, 2
            erfc, inf, 0
            erfc, 0, 1
            sigmoid, 0, 0.5
            sigmoid, -inf, 0
            sigmoid, inf, 1
            softplus, -inf, 0
            softplus, inf, inf
            floor, -0, -0
            floor, -0.5, -1
            floor, inf, inf
            floor, -inf, -inf
            ceil, -0.5, -0
            ceil, -0, -0
            ceil, inf, inf
            ceil, -inf, -inf
            trunc, -0.5, -0
            trunc, 0.5, 0
            trunc, -inf, -inf
            round, 0.5, 0
            round, -0.5, -0
            round, 1.5, 2
            round, 2.5, 2
            round, -inf, -inf
            rsqrt, 0, inf
            rsqrt, -1, nan
            rsqrt, inf, 0
            erfinv, 0, 0
            erfinv, -0, -0
            erfinv, 1, inf
            erfinv, -1, -inf
            erfinv, 1.5, nan
            lgamma, 1, 0
            lgamma, 2, 0
            lgamma, 0, inf
            lgamma, -0, inf
            lgamma, -3, inf
            lgamma, -inf, inf
            lgamma, inf, inf
            digamma, 0, -inf
            digamma, -0, inf
            digamma, -3, nan
            digamma, -inf, nan
            digamma, inf, inf
            i0, 0, 1
            i0, -0, 1
            i1, 0, 0
            i1, -0, -0
            sign, -0, 0
            """)
    void ofOneArgument(String fn, String x, String expected) {
        check(fn, expected, x);
    }

    @ParameterizedTest
    @CsvSource({
        "exp",
        "exp2",
        "expm1",
        "log",
        "log2",
        "log10",
        "log1p",
        "sin",
        "cos",
        "tan",
        "asin",
        "acos",
        "atan",
        "sinh",
        "cosh",
        "tanh",
        "asinh",
        "acosh",
        "atanh",
        "erf",
        "erfc",
        "sigmoid",
        "softplus",
        "floor",
        "ceil",
        "trunc",
        "round",
        "rsqrt",
        "erfinv",
        "lgamma",
        "digamma",
        "i0",
        "i1"
    })
    void ofNaN(String fn) {
        check(fn, "nan", "nan");
    }

    @ParameterizedTest(name = "pow({0}, {1}) = {2}")
    @CsvSource(textBlock = """
            0, -3, inf
            -0, -3, -inf
            0, -2, inf
            -0, -2, inf
            0, -2.5, inf
            -0, -2.5, inf
            0, -inf, inf
            -0, -inf, inf
            0, 3, 0
            -0, 3, -0
            0, 2, 0
            -0, 2, 0
            0, 2.5, 0
            -0, 2.5, 0
            0, inf, 0
            -0, inf, 0
            -1, inf, 1
            -1, -inf, 1
            1, nan, 1
            1, inf, 1
            1, -inf, 1
            1, 2.5, 1
            nan, 0, 1
            nan, -0, 1
            inf, 0, 1
            -inf, -0, 1
            0, 0, 1
            -0, -0, 1
            -8, 0.5, nan
            -2, -1.5, nan
            0.5, -inf, inf
            -0.5, -inf, inf
            2, -inf, 0
            -2, -inf, 0
            0.5, inf, 0
            -0.5, inf, 0
            2, inf, inf
            -2, inf, inf
            -inf, -3, -0
            -inf, -2, 0
            -inf, -2.5, 0
            -inf, 3, -inf
            -inf, 2, inf
            -inf, 2.5, inf
            inf, -2, 0
            inf, -0.5, 0
            inf, 2, inf
            inf, 0.5, inf
            nan, 1, nan
            2, nan, nan
            -1, nan, nan
            -2, 3, -8
            -2, -3, -0.125
            4, 0.5, 2
            """)
    void ofPow(String x, String y, String expected) {
        check("pow", expected, x, y);
    }

    @ParameterizedTest(name = "atan2({0}, {1}) = {2}")
    @CsvSource(textBlock = """
            0, -0, pi
            -0, -0, -pi
            0, 0, 0
            -0, 0, -0
            0, -1, pi
            -0, -1, -pi
            0, 1, 0
            -0, 1, -0
            -1, 0, -pi/2
            -1, -0, -pi/2
            1, 0, pi/2
            1, -0, pi/2
            1, -inf, pi
            -1, -inf, -pi
            1, inf, 0
            -1, inf, -0
            inf, 1, pi/2
            -inf, 1, -pi/2
            inf, -1, pi/2
            inf, -inf, 3pi/4
            -inf, -inf, -3pi/4
            inf, inf, pi/4
            -inf, inf, -pi/4
            nan, 1, nan
            1, nan, nan
            inf, nan, nan
            """)
    void ofAtan2(String y, String x, String expected) {
        check("atan2", expected, y, x);
    }

    @ParameterizedTest(name = "hypot({0}, {1}) = {2}")
    @CsvSource(textBlock = """
            inf, nan, inf
            -inf, nan, inf
            nan, inf, inf
            nan, -inf, inf
            inf, 0, inf
            3, -inf, inf
            nan, 1, nan
            0, nan, nan
            0, -0, 0
            -0, -0, 0
            -3, 0, 3
            3, 4, 5
            """)
    void ofHypot(String x, String y, String expected) {
        check("hypot", expected, x, y);
    }

    private static void check(String name, String expected, String... args) {
        MathFn fn = MathFn.valueOf(name.toUpperCase(Locale.ROOT));
        double[] numbers =
                Arrays.stream(args).mapToDouble(SpecialValuesTest::number).toArray();
        assertThat(twice(fn, numbers))
                .as("float64 %s%s", name, List.of(args))
                .usingComparator(Double::compare)
                .isEqualTo(number(expected));
        assertThat(single(fn, numbers))
                .as("float32 %s%s", name, List.of(args))
                .usingComparator(Float::compare)
                .isEqualTo((float) number(expected));
    }

    private static double twice(MathFn fn, double[] args) {
        double[][] in = Arrays.stream(args).mapToObj(x -> new double[] {x}).toArray(double[][]::new);
        return Lowered.of(fn, DType.FLOAT64).at(in)[0];
    }

    private static float single(MathFn fn, double[] args) {
        float[][] in =
                Arrays.stream(args).mapToObj(x -> new float[] {(float) x}).toArray(float[][]::new);
        return Lowered.of(fn, DType.FLOAT32).at(in)[0];
    }

    private static double number(String text) {
        return switch (text) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan" -> Double.NaN;
            case "pi" -> Math.PI;
            case "-pi" -> -Math.PI;
            case "pi/2" -> Math.PI / 2;
            case "-pi/2" -> -Math.PI / 2;
            case "pi/4" -> Math.PI / 4;
            case "-pi/4" -> -Math.PI / 4;
            case "3pi/4" -> 3 * Math.PI / 4;
            case "-3pi/4" -> -3 * Math.PI / 4;
            default -> Double.parseDouble(text);
        };
    }
}
