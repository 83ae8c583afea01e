package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** Images {@code [..., c r r, h, w]} of ones {@code [..., c, h r, w r]}: r x r places become one, with as many channels. */
public final class PixelUnshuffle extends Layer {
    private final long downscaleFactor;

    /** {@code downscaleFactor} squared places become one. */
    public PixelUnshuffle(long downscaleFactor) {
        this.downscaleFactor = downscaleFactor;
    }

    @Override
    public Tensor forward(Tensor input) {
        return input.pixelUnshuffle(downscaleFactor);
    }

    @Override
    protected String extraText() {
        return "downscale_factor=" + downscaleFactor;
    }
}
