package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** The first half along a dim times the sigmoid of the second. Dauphin et al. 2016, arXiv:1612.08083. */
public final class GLU extends Layer {
    private final int dim;

    /** The layer over the last dim. */
    public GLU() {
        this(-1);
    }

    /** The layer over {@code dim}; negative dims count from the end. */
    public GLU(int dim) {
        this.dim = dim;
    }

    @Override
    public Tensor forward(Tensor input) {
        return input.glu(dim);
    }

    @Override
    protected String extraText() {
        return "dim=" + dim;
    }
}
