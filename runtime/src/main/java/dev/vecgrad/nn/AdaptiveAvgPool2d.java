package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** The means of as many windows as are wanted, of images {@code [n, c, h, w]}, or without n. */
public final class AdaptiveAvgPool2d extends Layer {
    private final long[] outputSize;

    /** This many results along each dim, one number for both; -1 for as many as there are elements. */
    public AdaptiveAvgPool2d(long... outputSize) {
        this.outputSize = outputSize.clone();
    }

    @Override
    public Tensor forward(Tensor input) {
        return Pools.adaptiveAvgPool2d(input, outputSize);
    }

    @Override
    protected String extraText() {
        return Texts.outputSize(outputSize);
    }
}
