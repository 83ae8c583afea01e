package dev.vecgrad.tests.accuracy;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;

/** Arguments from every binade, of both signs, with random mantissas. */
final class Samples {
    private static final int FLOAT_EXPONENTS = 256;
    private static final int MIDDLE_FROM = -60;
    private static final int MIDDLE_TO = 10;

    /** Of the other exponents. */
    private static final int APART = 4;

    private Samples() {}

    /** {@return floats: of each sign and exponent, those of subnormals, infinities and NaN too, equally many, the first and last of the binade among them} */
    static float[] floats(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        int each = count / 2 / FLOAT_EXPONENTS;
        float[] x = new float[count];
        for (int i = 0; i < count; i++) {
            int binade = i / each;
            int place = i % each;
            int mantissa = place == 0 ? 0 : place == 1 ? 0x7fffff : random.nextInt(1 << 23);
            x[i] = Float.intBitsToFloat(binade << 23 | mantissa);
        }
        return x;
    }

    /** {@return finite doubles of both signs: of the exponents from -60 to 10 {@code each} numbers, of every fourth other one} */
    static double[] doubles(long seed, int each) {
        SplittableRandom random = new SplittableRandom(seed);
        DoubleStream.Builder x = DoubleStream.builder();
        for (int exponent = 0; exponent < 2047; exponent++) {
            boolean dense = exponent - 1023 >= MIDDLE_FROM && exponent - 1023 <= MIDDLE_TO;
            int count = dense ? each : exponent % APART == 0 ? 1 : 0;
            for (int i = 0; i < 2 * count; i++) {
                long mantissa = random.nextLong(1L << 52);
                x.add(Double.longBitsToDouble((long) (i % 2) << 63 | (long) exponent << 52 | mantissa));
            }
        }
        return x.build().toArray();
    }
}
