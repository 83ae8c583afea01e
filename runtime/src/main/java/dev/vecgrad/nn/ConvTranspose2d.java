package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import java.util.List;

/**
 * A transposed convolution over two dims, as in PyTorch.
 *
 * <p>Shapes: {@code [n, in, h, w]} or without n -> the same with out channels and, along each dim, {@code (l - 1) stride - 2 padding + dilation (kernel - 1) + outputPadding + 1}
 * elements. Weight and bias are drawn as PyTorch does, the weight first: with its generator the same numbers. It is the gradient of a convolution with respect to its input.
 */
public final class ConvTranspose2d extends ConvLayer {
    /** A layer with stride 1 and no padding, in float32. */
    public ConvTranspose2d(long inChannels, long outChannels, long kernel) {
        this(inChannels, outChannels, kernel, options());
    }

    /** A layer with choices, with a square kernel. */
    public ConvTranspose2d(long inChannels, long outChannels, long kernel, ConvOptions options) {
        super("ConvTranspose2d", true, 2, inChannels, outChannels, List.of(kernel), options);
    }

    /** A layer with a kernel of so many rows and columns. */
    public ConvTranspose2d(long inChannels, long outChannels, long rows, long columns, ConvOptions options) {
        super("ConvTranspose2d", true, 2, inChannels, outChannels, List.of(rows, columns), options);
    }

    /** {@return stride 1, no padding, no dilation, one group, with a bias, float32, by the global generator} */
    public static ConvOptions options() {
        return ConvOptions.plain();
    }

    @Override
    public Tensor forward(Tensor input) {
        return Convolutions.convTranspose2d(input, weight(), bias(), choices());
    }
}
