package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import java.util.List;

/**
 * A transposed convolution over one dim, as in PyTorch.
 *
 * <p>Shapes: {@code [n, in, l]} or without n -> the same with out channels and, along each dim, {@code (l - 1) stride - 2 padding + dilation (kernel - 1) + outputPadding + 1}
 * elements. Weight and bias are drawn as PyTorch does, the weight first: with its generator the same numbers. It is the gradient of a convolution with respect to its input.
 */
public final class ConvTranspose1d extends ConvLayer {
    /** A layer with stride 1 and no padding, in float32. */
    public ConvTranspose1d(long inChannels, long outChannels, long kernel) {
        this(inChannels, outChannels, kernel, options());
    }

    /** A layer with choices. */
    public ConvTranspose1d(long inChannels, long outChannels, long kernel, ConvOptions options) {
        super("ConvTranspose1d", true, 1, inChannels, outChannels, List.of(kernel), options);
    }

    /** {@return stride 1, no padding, no dilation, one group, with a bias, float32, by the global generator} */
    public static ConvOptions options() {
        return ConvOptions.plain();
    }

    @Override
    public Tensor forward(Tensor input) {
        return Convolutions.convTranspose1d(input, weight(), bias(), choices());
    }
}
