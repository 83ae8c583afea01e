package dev.vecgrad.autograd;

import dev.vecgrad.Tensor;

/** A function of some tensors with some results. */
@FunctionalInterface
public interface TensorsFunction {
    /** {@return the results} */
    Tensor[] apply(Tensor... inputs);
}
