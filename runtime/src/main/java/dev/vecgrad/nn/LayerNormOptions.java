package dev.vecgrad.nn;

import dev.vecgrad.type.DType;

/**
 * How a layer or group norm is made.
 *
 * @param eps what is added to the variance
 * @param affine whether it has a weight and perhaps a bias
 * @param bias whether an affine one has a bias
 * @param dtype the parameters' dtype
 */
public record LayerNormOptions(double eps, boolean affine, boolean bias, DType dtype) {
    /** {@return the same with another number added to the variance; 1e-5 at first} */
    public LayerNormOptions eps(double newEps) {
        return new LayerNormOptions(newEps, affine, bias, dtype);
    }

    /** {@return the same with or without parameters; with them at first} */
    public LayerNormOptions affine(boolean newAffine) {
        return new LayerNormOptions(eps, newAffine, bias, dtype);
    }

    /** {@return the same with or without a bias; with one at first} */
    public LayerNormOptions bias(boolean newBias) {
        return new LayerNormOptions(eps, affine, newBias, dtype);
    }

    /** {@return the same with another dtype; float32 at first} */
    public LayerNormOptions dtype(DType newDType) {
        return new LayerNormOptions(eps, affine, bias, newDType);
    }
}
