package dev.vecgrad.nn;

import dev.vecgrad.type.DType;
import org.jspecify.annotations.Nullable;

/**
 * How a batch or instance norm is made.
 *
 * @param eps what is added to the variance
 * @param momentum the share of a batch in the running statistics; null for the average over all batches
 * @param affine whether it has a weight and perhaps a bias
 * @param bias whether an affine one has a bias
 * @param trackRunningStats whether it keeps running statistics, which count outside training
 * @param dtype the parameters' and statistics' dtype
 */
public record BatchNormOptions(
        double eps, @Nullable Double momentum, boolean affine, boolean bias, boolean trackRunningStats, DType dtype) {
    /** {@return the same with another number added to the variance; 1e-5 at first} */
    public BatchNormOptions eps(double newEps) {
        return new BatchNormOptions(newEps, momentum, affine, bias, trackRunningStats, dtype);
    }

    /** {@return the same with another momentum; 0.1 at first} */
    public BatchNormOptions momentum(@Nullable Double newMomentum) {
        return new BatchNormOptions(eps, newMomentum, affine, bias, trackRunningStats, dtype);
    }

    /** {@return the same with or without parameters; a batch norm has them at first, an instance norm not} */
    public BatchNormOptions affine(boolean newAffine) {
        return new BatchNormOptions(eps, momentum, newAffine, bias, trackRunningStats, dtype);
    }

    /** {@return the same with or without a bias; with one at first} */
    public BatchNormOptions bias(boolean newBias) {
        return new BatchNormOptions(eps, momentum, affine, newBias, trackRunningStats, dtype);
    }

    /** {@return the same with or without running statistics; a batch norm keeps them at first, an instance norm not} */
    public BatchNormOptions trackRunningStats(boolean newTrackRunningStats) {
        return new BatchNormOptions(eps, momentum, affine, bias, newTrackRunningStats, dtype);
    }

    /** {@return the same with another dtype; float32 at first} */
    public BatchNormOptions dtype(DType newDType) {
        return new BatchNormOptions(eps, momentum, affine, bias, trackRunningStats, newDType);
    }
}
