package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** Clearing of gradients. */
final class Gradients {
    private Gradients() {}

    /** Drops a tensor's gradient or, if not {@code setToNull}, fills it with zeros. */
    static void zero(Tensor tensor, boolean setToNull) {
        Tensor gradient = tensor.grad();
        if (gradient == null) {
            return;
        }
        if (setToNull) {
            tensor.setGrad(null);
        } else {
            gradient.detach().zero_();
        }
    }
}
