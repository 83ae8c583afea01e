package dev.vecgrad.tests;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.DType;
import java.util.SplittableRandom;

/** Elements for tests of ops: every special value of a dtype beside every other, then random ones. */
final class SampleValues {
    private static final double[] DOUBLES = {
        0.0,
        -0.0,
        1,
        -1,
        0.5,
        -2.5,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN,
        300,
        -300,
        1e-310,
        Double.MAX_VALUE,
        -1e-3
    };
    private static final double[] FLOATS = {
        0.0,
        -0.0,
        1,
        -1,
        0.5,
        -2.5,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN,
        300,
        -300,
        1e-40,
        Float.MAX_VALUE,
        -1e-3
    };
    private static final long[] LONGS = {
        0, 1, -1, 2, -2, 7, -7, 31, 64, 1000003, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE
    };
    private static final int SPECIALS = 14;

    private SampleValues() {}

    /**
     * {@return a vector}
     *
     * @param operand which operand of an op it is: the specials of two operands meet in all pairs
     * @param nonzero whether integers must not be 0
     */
    static Tensor of(DType dtype, int n, int operand, boolean nonzero) {
        SplittableRandom random = new SplittableRandom(31L * n + operand);
        return switch (dtype) {
            case FLOAT32 -> Tensor.of(doubles(FLOATS, n, operand, random)).to(dtype);
            case FLOAT64 -> Tensor.of(doubles(DOUBLES, n, operand, random));
            case INT32, INT64 ->
                Tensor.of(longs(n, operand, nonzero, dtype, random)).to(dtype);
            case BOOL ->
                Tensor.of(longs(n, operand, false, DType.INT64, random))
                        .remainder(2)
                        .to(dtype);
        };
    }

    private static double[] doubles(double[] specials, int n, int operand, SplittableRandom random) {
        double[] numbers = new double[n];
        for (int i = 0; i < n; i++) {
            int special = special(i, operand);
            numbers[i] = special >= 0 ? specials[special] : random.nextDouble(-4, 4);
        }
        return numbers;
    }

    private static long[] longs(int n, int operand, boolean nonzero, DType dtype, SplittableRandom random) {
        long[] numbers = new long[n];
        for (int i = 0; i < n; i++) {
            int special = special(i, operand);
            long number = special >= 0 ? LONGS[special] : random.nextLong(-100, 100);
            number = dtype == DType.INT32 ? (int) number : number;
            numbers[i] = nonzero && number == 0 ? 3 : number;
        }
        return numbers;
    }

    /** The special value at index {@code i}; negative where a random one belongs. */
    private static int special(int i, int operand) {
        if (i >= SPECIALS * SPECIALS) {
            return -1;
        }
        return (operand % 2 == 0 ? i : i / SPECIALS + i) % SPECIALS;
    }
}
