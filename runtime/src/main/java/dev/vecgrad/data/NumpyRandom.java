package dev.vecgrad.data;

import dev.vecgrad.core.Mt19937;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * NumPy's legacy random numbers: what {@code numpy.random.RandomState(seed)} gives, call by call.
 *
 * <p>scikit-learn draws from it, so its data sets and splits can be repeated here for the same seed. Uniform numbers,
 * integers and permutations are equal to the bit. A normal number may differ by an ulp: it holds a logarithm, which C
 * libraries round differently.
 *
 * <p>Not safe for several threads.
 */
public final class NumpyRandom {
    private static final double UNIT_53 = 0x1p-53;

    private final Mt19937 engine;
    private double cachedNormal;
    private boolean hasCachedNormal;

    /**
     * A generator as {@code RandomState(seed)} makes it.
     *
     * @throws IllegalArgumentException unless the seed is between 0 and 2^32 - 1
     */
    public NumpyRandom(long seed) {
        if (seed < 0 || seed >= 1L << 32) {
            throw new IllegalArgumentException("NumpyRandom: Seed must be between 0 and 2**32 - 1, but got " + seed);
        }
        this.engine = new Mt19937(seed);
    }

    /** {@return a generator with this seed, or with a random one for null} */
    static NumpyRandom of(@Nullable Long seed) {
        return new NumpyRandom(seed != null ? seed : ThreadLocalRandom.current().nextLong(1L << 32));
    }

    /** {@code random_sample()}: {@return a number in [0, 1) of 53 random bits} */
    public double randomSample() {
        long high = engine.nextUnsignedInt() >>> 5;
        long low = engine.nextUnsignedInt() >>> 6;
        return ((high << 26) + low) * UNIT_53;
    }

    /** {@code random_sample(n)} and {@code uniform(size=n)}: {@return n numbers in [0, 1)} */
    public double[] randomSample(int n) {
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            out[i] = randomSample();
        }
        return out;
    }

    /** {@code uniform(low, high)}: {@return a number in [low, high)} */
    public double uniform(double low, double high) {
        return low + (high - low) * randomSample();
    }

    /** {@code standard_normal()}: {@return a normal number by Marsaglia's polar method, of which every second one is kept back} */
    public double standardNormal() {
        if (hasCachedNormal) {
            hasCachedNormal = false;
            return cachedNormal;
        }
        double x1;
        double x2;
        double r2;
        do {
            x1 = 2 * randomSample() - 1;
            x2 = 2 * randomSample() - 1;
            r2 = x1 * x1 + x2 * x2;
        } while (r2 >= 1 || r2 == 0);
        double factor = Math.sqrt(-2 * StrictMath.log(r2) / r2);
        cachedNormal = factor * x1;
        hasCachedNormal = true;
        return factor * x2;
    }

    /**
     * {@code randint(low, high)}: {@return an integer in [low, high)}
     *
     * @throws IllegalArgumentException if {@code low >= high}
     */
    public long randint(long low, long high) {
        if (low >= high) {
            throw new IllegalArgumentException("randint: low >= high: low is " + low + ", high is " + high);
        }
        return low + bounded(high - 1 - low);
    }

    /** {@code shuffle(values)}: permutes in place. */
    public void shuffle(int[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int other = (int) bounded(i);
            int moved = values[i];
            values[i] = values[other];
            values[other] = moved;
        }
    }

    /** {@code permutation(n)}: {@return 0 .. n - 1 in random order} */
    public int[] permutation(int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        shuffle(order);
        return order;
    }

    /**
     * scikit-learn's {@code sample_without_replacement(population, n)}: {@return n different numbers below population}
     *
     * <p>Three ways, by the share that is taken: redrawing until new (up to 1 %), the start of a permutation, all
     * numbers with some replaced (from 99 %). The order is random only in the first two.
     */
    int[] sampleWithoutReplacement(int population, int n) {
        if (n > population) {
            throw new IllegalArgumentException(
                    "sampleWithoutReplacement: n is " + n + ", but only " + population + " numbers are there");
        }
        double share = (double) n / population;
        if (share > 0.01 && share < 0.99) {
            return Arrays.copyOf(permutation(population), n);
        }
        return share < 0.5 ? firstNew(population, n) : reservoir(population, n);
    }

    private int[] firstNew(int population, int n) {
        Set<Integer> taken = new HashSet<>();
        int[] out = new int[n];
        for (int i = 0; i < n; i++) {
            int candidate;
            do {
                candidate = (int) randint(0, population);
            } while (!taken.add(candidate));
            out[i] = candidate;
        }
        return out;
    }

    private int[] reservoir(int population, int n) {
        int[] out = new int[n];
        for (int i = 0; i < n; i++) {
            out[i] = i;
        }
        for (int i = n; i < population; i++) {
            int place = (int) randint(0, i + 1L);
            if (place < n) {
                out[place] = i;
            }
        }
        return out;
    }

    /* A number from 0 to max (unsigned), by drawing as many bits as max has until one is not above it. */
    private long bounded(long max) {
        if (max == 0) {
            return 0;
        }
        long mask = -1L >>> Long.numberOfLeadingZeros(max);
        boolean narrow = max >>> 32 == 0;
        long value;
        do {
            value = (narrow ? engine.nextUnsignedInt() : engine.nextLong()) & mask;
        } while (Long.compareUnsigned(value, max) > 0);
        return value;
    }
}
