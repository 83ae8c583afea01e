package dev.vecgrad.bench;

import java.util.function.LongToIntFunction;

/*
 * Element i of all that one object makes comes from the i-th number of SplitMix64 [1], whose bits any language computes alike. The sum of
 * its four 16-bit parts less the mean has a variance of 65536^2 / 3 and nearly a normal distribution; it is a whole number below 2^18, so
 * float32 holds it, and the scaling rounds once.
 *
 * [1] Steele, Lea, Flood, Fast Splittable Pseudorandom Number Generators, OOPSLA 2014.
 */

/** Numbers that look random, the same in every run and, by {@code peers/operands.py}, in every language. */
public final class Numbers {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final float TO_UNIT_VARIANCE = (float) (Math.sqrt(3) / 65536);
    private static final int MEAN = 2 * 65535;

    private long drawn;

    /** A stream from its beginning. */
    public Numbers() {}

    /** {@return numbers of mean 0 and variance 1} */
    public float[] normal(long... sizes) {
        long numel = 1;
        for (long size : sizes) {
            numel *= size;
        }
        float[] elements = new float[Math.toIntExact(numel)];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = element(next());
        }
        return elements;
    }

    /** {@return zeros and ones} */
    public float[] coins(int n) {
        float[] elements = new float[n];
        for (int i = 0; i < n; i++) {
            elements[i] = number(2);
        }
        return elements;
    }

    /** {@return class numbers} */
    public long[] labels(int n, int classes) {
        long[] elements = new long[n];
        for (int i = 0; i < n; i++) {
            elements[i] = number(classes);
        }
        return elements;
    }

    /** {@return the factor that gives a layer's weights, outputs first, a variance of 1 / fan-in} */
    public static float weightScale(long... sizes) {
        double fanIn = 1;
        for (int d = 1; d < sizes.length; d++) {
            fanIn *= sizes[d];
        }
        return (float) (1 / Math.sqrt(fanIn));
    }

    private static float element(long bits) {
        LongToIntFunction part = shift -> (int) (bits >>> shift) & 0xFFFF;
        int sum = part.applyAsInt(0) + part.applyAsInt(16) + part.applyAsInt(32) + part.applyAsInt(48);
        return (sum - MEAN) * TO_UNIT_VARIANCE;
    }

    private int number(int below) {
        return (int) ((next() >>> 33) % below);
    }

    private long next() {
        long z = ++drawn * GOLDEN_GAMMA;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
