package dev.vecgrad.data;

import org.jspecify.annotations.Nullable;

/**
 * The parameters of {@link Datasets#trainTestSplit}, with scikit-learn's names, meanings and defaults. Each method sets
 * one and returns these options.
 */
public final class SplitOptions {
    private static final double DEFAULT_TEST_SIZE = 0.25;

    private @Nullable Double testShare;
    private @Nullable Integer testCount;
    private @Nullable Double trainShare;
    private @Nullable Integer trainCount;
    private boolean shuffle = true;
    private @Nullable Long randomState;

    private SplitOptions() {}

    /** {@return a quarter for the test, shuffled by another seed at every call} */
    public static SplitOptions defaults() {
        return new SplitOptions();
    }

    /** The share of samples to test on, between 0 and 1, rounded up to whole samples. */
    public SplitOptions testSize(double share) {
        testShare = share;
        testCount = null;
        return this;
    }

    /** The number of samples to test on. */
    public SplitOptions testSize(int count) {
        testCount = count;
        testShare = null;
        return this;
    }

    /** The share of samples to train on, between 0 and 1, rounded down to whole samples. Default: all others. */
    public SplitOptions trainSize(double share) {
        trainShare = share;
        trainCount = null;
        return this;
    }

    /** The number of samples to train on. Default: all others. */
    public SplitOptions trainSize(int count) {
        trainCount = count;
        trainShare = null;
        return this;
    }

    /** Whether samples are put in random order first; if not, the test samples are the last ones. Default true. */
    public SplitOptions shuffle(boolean value) {
        shuffle = value;
        return this;
    }

    /** The seed, from 0 to 2^32 - 1. Default: another one at every call. */
    public SplitOptions randomState(long value) {
        randomState = value;
        return this;
    }

    boolean isShuffled() {
        return shuffle;
    }

    NumpyRandom random() {
        return NumpyRandom.of(randomState);
    }

    /** {@return the number of training and of test samples out of n} */
    Sizes sizes(int n) {
        checkSize("testSize", testShare, testCount, n);
        checkSize("trainSize", trainShare, trainCount, n);
        Integer test = testCount != null ? testCount : testShare != null ? Integer.valueOf(up(testShare, n)) : null;
        Integer train =
                trainCount != null ? trainCount : trainShare != null ? Integer.valueOf(down(trainShare, n)) : null;
        Sizes sizes = complete(train, test, n);
        require(
                (long) sizes.train + sizes.test <= n,
                "trainSize and testSize ask for " + sizes.train + " and " + sizes.test + " samples, but there are only "
                        + n);
        require(
                sizes.train > 0,
                "no sample is left to train on: " + n + " samples, " + sizes.test + " of them to test");
        return sizes;
    }

    record Sizes(int train, int test) {}

    private static Sizes complete(@Nullable Integer train, @Nullable Integer test, int n) {
        if (test != null) {
            return new Sizes(train != null ? train : n - test, test);
        }
        if (train != null) {
            return new Sizes(train, n - train);
        }
        int byDefault = up(DEFAULT_TEST_SIZE, n);
        return new Sizes(n - byDefault, byDefault);
    }

    private static int up(double share, int n) {
        return (int) Math.ceil(share * n);
    }

    private static int down(double share, int n) {
        return (int) Math.floor(share * n);
    }

    private static void checkSize(String name, @Nullable Double share, @Nullable Integer count, int n) {
        require(
                share == null || (share > 0 && share < 1),
                name + "=" + share + " must be between 0 and 1 (a share) or a number of samples");
        require(
                count == null || (count > 0 && count < n),
                name + "=" + count + " must be positive and smaller than the number of samples " + n);
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new DataException("trainTestSplit: " + rule);
        }
    }
}
