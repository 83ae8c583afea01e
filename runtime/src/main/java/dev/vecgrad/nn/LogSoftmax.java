package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** The logarithm of {@link Softmax}, computed without overflow. */
public final class LogSoftmax extends Layer {
    private final int dim;

    /** The layer over {@code dim}; negative dims count from the end. */
    public LogSoftmax(int dim) {
        this.dim = dim;
    }

    @Override
    public Tensor forward(Tensor input) {
        return input.logSoftmax(dim);
    }

    @Override
    protected String extraText() {
        return "dim=" + dim;
    }
}
