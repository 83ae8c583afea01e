package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** The greatest element of each of as many windows as are wanted, of images {@code [n, c, l]}, or without n. */
public final class AdaptiveMaxPool1d extends Layer {
    private final long outputSize;

    /** This many results; -1 for as many as there are elements. */
    public AdaptiveMaxPool1d(long outputSize) {
        this.outputSize = outputSize;
    }

    @Override
    public Tensor forward(Tensor input) {
        return forwardWithIndices(input).values();
    }

    /** {@return the greatest elements with their places in their planes} */
    public Pools.Maxima forwardWithIndices(Tensor input) {
        return Pools.adaptiveMaxPool1d(input, outputSize);
    }

    @Override
    protected String extraText() {
        return Texts.outputSize(outputSize);
    }
}
