package dev.vecgrad.nn;

import dev.vecgrad.type.DType;
import dev.vecgrad.type.Shape;

/**
 * How a {@link LinearCrossEntropyLoss} is made.
 *
 * @param outFeatures the dims over which there is a class each, none for one class a sample
 * @param bias whether the linear layer has a bias
 * @param dtype the linear layer's dtype
 * @param loss the choices of cross entropy
 */
public record LinearCrossEntropyOptions(Shape outFeatures, boolean bias, DType dtype, CrossEntropyOptions loss) {
    /** {@return the same with a class for each index of these dims; none at first} */
    public LinearCrossEntropyOptions outFeatures(long... sizes) {
        return new LinearCrossEntropyOptions(Shape.of(sizes), bias, dtype, loss);
    }

    /** {@return the same with or without a bias; without one at first} */
    public LinearCrossEntropyOptions bias(boolean newBias) {
        return new LinearCrossEntropyOptions(outFeatures, newBias, dtype, loss);
    }

    /** {@return the same with another dtype; float32 at first} */
    public LinearCrossEntropyOptions dtype(DType newDType) {
        return new LinearCrossEntropyOptions(outFeatures, bias, newDType, loss);
    }

    /** {@return the same with other choices of cross entropy} */
    public LinearCrossEntropyOptions loss(CrossEntropyOptions newLoss) {
        return new LinearCrossEntropyOptions(outFeatures, bias, dtype, newLoss);
    }
}
