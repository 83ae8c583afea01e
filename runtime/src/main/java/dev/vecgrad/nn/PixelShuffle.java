package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** Images {@code [..., c, h r, w r]} of ones {@code [..., c r r, h, w]}: each place becomes r x r places, filled from as many channels. */
public final class PixelShuffle extends Layer {
    private final long upscaleFactor;

    /** Each place becomes {@code upscaleFactor} squared places. */
    public PixelShuffle(long upscaleFactor) {
        this.upscaleFactor = upscaleFactor;
    }

    @Override
    public Tensor forward(Tensor input) {
        return input.pixelShuffle(upscaleFactor);
    }

    @Override
    protected String extraText() {
        return "upscale_factor=" + upscaleFactor;
    }
}
