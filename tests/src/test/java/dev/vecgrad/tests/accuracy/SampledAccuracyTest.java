package dev.vecgrad.tests.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.ir.MathFn;
import dev.vecgrad.type.DType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.DoublePredicate;
import java.util.stream.Stream;
import org.hipparchus.dfp.Dfp;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Errors of the lowered functions in samples of every binade; {@link FullSweep} takes all floats. */
class SampledAccuracyTest {
    private static final long SEED = 20;
    private static final int DOUBLES_EACH = Integer.getInteger("vecgrad.accuracy.doubles", 6);
    private static final int PAIRS = 1 << 17;
    private static final int DOUBLE_PAIRS = 300;

    private static final Set<MathFn> GOLDEN =
            EnumSet.of(MathFn.ERFINV, MathFn.LGAMMA, MathFn.DIGAMMA, MathFn.I0, MathFn.I1);

    /** What is exact in float64 as in float32, by the same sequence. */
    private static final Set<MathFn> EXACT =
            EnumSet.of(MathFn.FLOOR, MathFn.CEIL, MathFn.TRUNC, MathFn.ROUND, MathFn.SIGN);

    static Stream<MathFn> measured() {
        return Stream.of(MathFn.values()).filter(fn -> fn.arity() == 1 && !GOLDEN.contains(fn));
    }

    static Stream<MathFn> rounded() {
        return measured().filter(fn -> !EXACT.contains(fn));
    }

    @ParameterizedTest
    @MethodSource("measured")
    void singles(MathFn fn) {
        Worst worst = FloatSweep.worst(fn, Lowered.of(fn, DType.FLOAT32), Samples.floats(SEED, count(fn)));
        assertThat(worst.ulps()).as("%s: %s", fn, worst).isLessThanOrEqualTo(Bounds.single(fn));
    }

    /** 2^20 for the ten functions of which most is asked. */
    private static int count(MathFn fn) {
        return FloatSweep.ASKED.contains(fn) ? 1 << 20 : 1 << 18;
    }

    @ParameterizedTest
    @MethodSource("asked")
    void theBoundOfTheTenIsTwoUlp(MathFn fn) {
        assertThat(Bounds.single(fn)).isLessThanOrEqualTo(2);
    }

    static List<MathFn> asked() {
        return FloatSweep.ASKED;
    }

    @ParameterizedTest
    @MethodSource("rounded")
    void doubles(MathFn fn) {
        DoublePredicate domain = domain(fn);
        double[] x = Arrays.stream(Samples.doubles(SEED, DOUBLES_EACH))
                .filter(domain)
                .toArray();
        double[] found = Lowered.of(fn, DType.FLOAT64).at(x);
        assertThat(x).hasSizeGreaterThan(300);
        Worst worst = Worst.NONE;
        for (int i = 0; i < x.length; i++) {
            Dfp truth = DfpTruth.of(fn, x[i]);
            worst = worst.or(new Worst(Ulps.of(found[i], truth), Double.toHexString(x[i]), found[i], truth.toDouble()));
        }
        assertThat(worst.ulps()).as("%s: %s", fn, worst).isLessThanOrEqualTo(Bounds.twice(fn));
    }

    /** Where a function is a number, and not yet constant or beyond overflow, where {@link SpecialValuesTest} looks. */
    private static DoublePredicate domain(MathFn fn) {
        return switch (fn) {
            case EXP, EXP2 -> x -> Math.abs(x) < 1100;
            case EXPM1, SINH, COSH -> x -> Math.abs(x) < 720;
            case SIGMOID -> x -> x > -760 && x < 40;
            case SOFTPLUS -> x -> x > -760;
            case LOG, LOG2, LOG10, RSQRT -> x -> x > 0;
            case LOG1P -> x -> x > -1;
            case ASIN, ACOS, ATANH -> x -> Math.abs(x) < 1;
            case ACOSH -> x -> x >= 1;
            case ERFC -> x -> x > -7 && x < 28;
            case ERF, TANH, ASINH, ATAN, SIN, COS, TAN -> x -> true;
            default -> throw new IllegalArgumentException(fn + " has no domain here");
        };
    }

    @ParameterizedTest
    @EnumSource(names = {"POW", "ATAN2", "HYPOT"})
    void pairsOfSingles(MathFn fn) {
        SplittableRandom random = new SplittableRandom(SEED);
        float[] x = new float[PAIRS];
        float[] y = new float[PAIRS];
        for (int i = 0; i < PAIRS; i++) {
            x[i] = Float.intBitsToFloat(random.nextInt());
            y[i] = fn == MathFn.POW ? (float) exponent(random, x[i], 150) : near(random, x[i], i);
        }
        float[] found = Lowered.of(fn, DType.FLOAT32).at(x, y);
        Worst worst = Worst.NONE;
        for (int i = 0; i < PAIRS; i++) {
            double truth = FloatTruth.of(fn, x[i], y[i]);
            worst = worst.or(new Worst(Ulps.of(found[i], truth), x[i] + ", " + y[i], found[i], truth));
        }
        assertThat(worst.ulps()).as("%s: %s", fn, worst).isLessThanOrEqualTo(Bounds.single(fn));
    }

    /** A number for which x^y is about 2 to the power of at most {@code most}; of one in four any number. */
    private static double exponent(SplittableRandom random, double x, double most) {
        double log = Math.log(Math.abs(x)) / Math.log(2);
        double y = random.nextDouble(-most, most) / log;
        return switch (random.nextInt(4)) {
            case 0 -> random.nextDouble(-40, 40);
            case 1 -> Math.rint(y);
            default -> y;
        };
    }

    /** Of one in two pairs any float, else one within a few binades of x. */
    private static float near(SplittableRandom random, float x, int i) {
        return i % 2 == 0 ? Float.intBitsToFloat(random.nextInt()) : (float) (x * random.nextDouble(-8, 8));
    }

    @ParameterizedTest
    @EnumSource(names = {"POW", "ATAN2", "HYPOT"})
    void pairsOfDoubles(MathFn fn) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] x = new double[DOUBLE_PAIRS];
        double[] y = new double[DOUBLE_PAIRS];
        for (int i = 0; i < DOUBLE_PAIRS; i++) {
            double any = Math.scalb(random.nextDouble(1, 2), random.nextInt(-900, 900));
            x[i] = i % 2 == 0 ? any : random.nextDouble(0.5, 2);
            y[i] = fn == MathFn.POW ? exponent(random, x[i], 1070) : x[i] * random.nextDouble(-8, 8);
        }
        double[] found = Lowered.of(fn, DType.FLOAT64).at(x, y);
        Worst worst = Worst.NONE;
        for (int i = 0; i < DOUBLE_PAIRS; i++) {
            Dfp truth = DfpTruth.of(fn, x[i], y[i]);
            worst = worst.or(new Worst(Ulps.of(found[i], truth), x[i] + ", " + y[i], found[i], truth.toDouble()));
        }
        assertThat(worst.ulps()).as("%s: %s", fn, worst).isLessThanOrEqualTo(Bounds.twice(fn));
    }
}
