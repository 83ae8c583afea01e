package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** x sigmoid(x). Elfwing et al. 2017, arXiv:1702.03118. */
public final class SiLU extends Layer {
    /** The layer. */
    public SiLU() {}

    @Override
    public Tensor forward(Tensor input) {
        return input.silu();
    }
}
