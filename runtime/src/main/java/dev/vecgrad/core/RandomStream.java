package dev.vecgrad.core;

import dev.vecgrad.type.VecgradException;

/**
 * A place in a sequence of random numbers, from which arrays are filled in row-major order of a tensor. Every call moves the
 * place on.
 *
 * <p>Not safe for several threads: {@link Generator} guards one.
 */
public sealed interface RandomStream permits PhiloxStream, PytorchStream {
    /** {@return a stream that continues from the same place, independently} */
    RandomStream copy();

    /** {@return where it stands, as the numbers from which its class resumes} */
    long[] place();

    /** {@return an exception that says that numbers are no place of a stream, and why} */
    static VecgradException noPlace(String rule) {
        return new VecgradException("setState: these numbers are no generator's state: " + rule);
    }

    /** Fills with numbers in [0, 1), 24 random bits each. */
    void rand(float[] out);

    /** Fills with numbers in [0, 1), 53 random bits each. */
    void rand(double[] out);

    /** Fills with numbers in [from, to); one rounded up to {@code to} becomes {@code from}. */
    void uniform(float[] out, double from, double to);

    /** Fills with numbers in [from, to); one rounded up to {@code to} becomes {@code from}. */
    void uniform(double[] out, double from, double to);

    /**
     * Fills with integers in [from, to).
     *
     * @throws IllegalArgumentException if {@code from >= to}
     */
    void randint(long[] out, long from, long to);

    /** Fills with 0 .. length - 1 in random order. */
    void randperm(long[] out);

    /** Fills with 1 (true) at probability {@code p}. */
    void bernoulli(boolean[] out, double p);

    /** Fills with 1 (true) at probability {@code p[i]}. */
    void bernoulli(boolean[] out, float[] p);

    /** Fills with 1 (true) at probability {@code p[i]}. */
    void bernoulli(boolean[] out, double[] p);

    /** {@return 63 random bits, to start another generator from: PyTorch's {@code random_()} of an int64} */
    long nextSeed();

    /** Throws unless {@code from < to}. */
    static void requireRange(long from, long to) {
        if (from >= to) {
            throw new IllegalArgumentException("randint: expected from < to, but got from=" + from + " >= to=" + to);
        }
    }
}
