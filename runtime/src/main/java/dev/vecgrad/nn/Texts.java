package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.DType;

/** Numbers in modules' texts. */
final class Texts {
    private Texts() {}

    /** {@return a number as Python writes it, e.g. {@code 1.0}, {@code 1e-05}} */
    static String number(double value) {
        return Tensor.scalar(value, DType.FLOAT64).numpyString();
    }
}
