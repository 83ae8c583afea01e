package dev.vecgrad.autograd;

import dev.vecgrad.Tensor;

/** A function of some tensors with one result. */
@FunctionalInterface
public interface TensorFunction {
    /** {@return the result} */
    Tensor apply(Tensor... inputs);
}
