package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** The means of as many windows as are wanted, of images {@code [n, c, l]}, or without n. */
public final class AdaptiveAvgPool1d extends Layer {
    private final long outputSize;

    /** This many results; -1 for as many as there are elements. */
    public AdaptiveAvgPool1d(long outputSize) {
        this.outputSize = outputSize;
    }

    @Override
    public Tensor forward(Tensor input) {
        return Pools.adaptiveAvgPool1d(input, outputSize);
    }

    @Override
    protected String extraText() {
        return Texts.outputSize(outputSize);
    }
}
