package dev.vecgrad.nn;

import dev.vecgrad.type.DType;
import org.jspecify.annotations.Nullable;

/**
 * How an {@link RMSNorm} is made.
 *
 * @param eps what is added to the mean square; null for the distance of 1 to the next number of the input's dtype
 * @param affine whether it has a weight
 * @param dtype the weight's dtype
 */
public record RMSNormOptions(@Nullable Double eps, boolean affine, DType dtype) {
    /** {@return the same with another number added to the mean square; null at first} */
    public RMSNormOptions eps(@Nullable Double newEps) {
        return new RMSNormOptions(newEps, affine, dtype);
    }

    /** {@return the same with or without a weight; with one at first} */
    public RMSNormOptions affine(boolean newAffine) {
        return new RMSNormOptions(eps, newAffine, dtype);
    }

    /** {@return the same with another dtype; float32 at first} */
    public RMSNormOptions dtype(DType newDType) {
        return new RMSNormOptions(eps, affine, newDType);
    }
}
