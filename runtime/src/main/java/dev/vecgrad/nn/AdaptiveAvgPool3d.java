package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** The means of as many windows as are wanted, of images {@code [n, c, d, h, w]}, or without n. */
public final class AdaptiveAvgPool3d extends Layer {
    private final long[] outputSize;

    /** This many results along each dim, one number for all; -1 for as many as there are elements. */
    public AdaptiveAvgPool3d(long... outputSize) {
        this.outputSize = outputSize.clone();
    }

    @Override
    public Tensor forward(Tensor input) {
        return Pools.adaptiveAvgPool3d(input, outputSize);
    }

    @Override
    protected String extraText() {
        return Texts.outputSize(outputSize);
    }
}
