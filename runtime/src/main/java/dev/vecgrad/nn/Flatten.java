package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** Several dims made one. */
public final class Flatten extends Layer {
    private final int startDim;
    private final int endDim;

    /** All dims but the first made one. */
    public Flatten() {
        this(1, -1);
    }

    /** The dims from {@code startDim} to {@code endDim} made one; negative dims count from the end. */
    public Flatten(int startDim, int endDim) {
        this.startDim = startDim;
        this.endDim = endDim;
    }

    @Override
    public Tensor forward(Tensor input) {
        return input.flatten(startDim, endDim);
    }

    @Override
    protected String extraText() {
        return "start_dim=" + startDim + ", end_dim=" + endDim;
    }
}
