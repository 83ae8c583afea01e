package dev.vecgrad.data;

import org.jspecify.annotations.Nullable;

/**
 * The parameters of {@link Datasets#makeClassification}, with scikit-learn's names, meanings and defaults. Each method
 * sets one and returns these options.
 */
public final class ClassificationOptions {
    int nSamples = 100;
    int nFeatures = 20;
    int nInformative = 2;
    int nRedundant = 2;
    int nRepeated;
    int nClasses = 2;
    int nClustersPerClass = 2;
    double @Nullable [] weights;
    double flipY = 0.01;
    double classSep = 1;
    boolean hypercube = true;
    double @Nullable [] shift = {0};
    double @Nullable [] scale = {1};
    boolean shuffle = true;

    @Nullable
    Long randomState;

    private ClassificationOptions() {}

    /** {@return scikit-learn's defaults: 100 samples, 20 features of which 2 informative and 2 redundant, 2 classes} */
    public static ClassificationOptions defaults() {
        return new ClassificationOptions();
    }

    /** The number of samples. Default 100. */
    public ClassificationOptions nSamples(int value) {
        nSamples = value;
        return this;
    }

    /** The number of features in all; those of no other kind are noise. Default 20. */
    public ClassificationOptions nFeatures(int value) {
        nFeatures = value;
        return this;
    }

    /** The number of features that tell the classes apart. Default 2. */
    public ClassificationOptions nInformative(int value) {
        nInformative = value;
        return this;
    }

    /** The number of features that are linear combinations of informative ones. Default 2. */
    public ClassificationOptions nRedundant(int value) {
        nRedundant = value;
        return this;
    }

    /** The number of features that repeat informative or redundant ones. Default 0. */
    public ClassificationOptions nRepeated(int value) {
        nRepeated = value;
        return this;
    }

    /** The number of classes. Default 2. */
    public ClassificationOptions nClasses(int value) {
        nClasses = value;
        return this;
    }

    /** The number of clusters a class. Default 2. */
    public ClassificationOptions nClustersPerClass(int value) {
        nClustersPerClass = value;
        return this;
    }

    /** The share of each class; without the last one it is what is left of 1. Default: equal shares. */
    public ClassificationOptions weights(double... value) {
        weights = value.clone();
        return this;
    }

    /** The share of samples whose class is replaced by a random one. Default 0.01. */
    public ClassificationOptions flipY(double value) {
        flipY = value;
        return this;
    }

    /** Half the distance of neighbouring clusters: larger is easier. Default 1. */
    public ClassificationOptions classSep(double value) {
        classSep = value;
        return this;
    }

    /** Whether the clusters sit on the corners of a hypercube rather than of a random box. Default true. */
    public ClassificationOptions hypercube(boolean value) {
        hypercube = value;
        return this;
    }

    /** What is added to the features: one number for all, or one each. Default 0. */
    public ClassificationOptions shift(double... value) {
        shift = value.clone();
        return this;
    }

    /** Adds a random number from [-classSep, classSep) to each feature. */
    public ClassificationOptions randomShift() {
        shift = null;
        return this;
    }

    /** What the shifted features are multiplied by: one number for all, or one each. Default 1. */
    public ClassificationOptions scale(double... value) {
        scale = value.clone();
        return this;
    }

    /** Multiplies each feature by a random number from [1, 101). */
    public ClassificationOptions randomScale() {
        scale = null;
        return this;
    }

    /** Whether samples and features are put in random order. Default true. */
    public ClassificationOptions shuffle(boolean value) {
        shuffle = value;
        return this;
    }

    /** The seed, from 0 to 2^32 - 1. Default: another one at every call. */
    public ClassificationOptions randomState(long value) {
        randomState = value;
        return this;
    }

    int nUseful() {
        return nInformative + nRedundant + nRepeated;
    }

    int nClusters() {
        return nClasses * nClustersPerClass;
    }

    /** Throws unless the parameters fit each other. */
    void check() {
        atLeast("nSamples", nSamples, 1);
        atLeast("nFeatures", nFeatures, 1);
        atLeast("nInformative", nInformative, 1);
        atLeast("nRedundant", nRedundant, 0);
        atLeast("nRepeated", nRepeated, 0);
        atLeast("nClasses", nClasses, 1);
        atLeast("nClustersPerClass", nClustersPerClass, 1);
        require(flipY >= 0 && flipY <= 1, "flipY must be from 0 to 1, but is " + flipY);
        require(classSep > 0, "classSep must be above 0, but is " + classSep);
        checkCounts();
        checkLength("weights", weights, nClasses, nClasses - 1);
        checkLength("shift", shift, nFeatures, 1);
        checkLength("scale", scale, nFeatures, 1);
    }

    private void checkCounts() {
        require(
                nUseful() <= nFeatures,
                "informative, redundant and repeated features are " + nUseful() + " together, but there are only "
                        + nFeatures + " features");
        require(
                nInformative >= 31 || nClusters() <= 1 << nInformative,
                "nClasses (" + nClasses + ") * nClustersPerClass (" + nClustersPerClass
                        + ") must be at most 2^nInformative (" + nInformative + ")");
    }

    private static void checkLength(String name, double @Nullable [] values, int length, int otherLength) {
        require(
                values == null || values.length == length || values.length == otherLength,
                name + " must have " + otherLength + " or " + length + " numbers, but has "
                        + (values == null ? 0 : values.length));
    }

    private static void atLeast(String name, int value, int least) {
        require(value >= least, name + " must be at least " + least + ", but is " + value);
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new DataException("makeClassification: " + rule);
        }
    }
}
