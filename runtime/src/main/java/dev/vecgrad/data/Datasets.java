package dev.vecgrad.data;

/** Where samples come from: made ones, and splits of any. */
public final class Datasets {
    private Datasets() {}

    /**
     * Samples of classes that lie in clusters around the corners of a hypercube, with redundant, repeated and noise
     * features: scikit-learn's {@code make_classification}.
     *
     * <p>For the same parameters and seed the samples are scikit-learn's: classes and order are equal, features agree to
     * 1e-12 of their column's largest number (NumPy's BLAS adds in another order).
     *
     * @throws DataException if the parameters do not fit each other
     */
    public static Samples makeClassification(ClassificationOptions options) {
        return MakeClassification.of(options);
    }

    /**
     * Which of {@code samples} to train and which to test on: scikit-learn's {@code train_test_split}, equal to it for
     * the same sizes and seed.
     *
     * @throws DataException if the sizes do not fit, or leave nothing to train on
     */
    public static TrainTestSplit trainTestSplit(Samples samples, SplitOptions options) {
        return TrainTestSplit.of(samples.size(), options);
    }
}
