package dev.vecgrad.ops;

import dev.vecgrad.core.Dims;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.ShapeException;
import java.util.Arrays;

/** Activations with weights for channels or with one half as the gate of the other. */
final class Gating {
    private Gating() {}

    static Value prelu(Value x, Value weight) {
        if (weight.rank() > 1) {
            throw new ShapeException("prelu: Expected `weight` to be a scalar or 1D tensor, but got: ndim = "
                    + weight.rank() + ": it holds one slope or one for each channel");
        }
        return Activations.PRELU.apply(x, weight.numel() == 1 ? Movement.view(weight) : ofChannels(x, weight));
    }

    /** [c] as [1, c, 1, ...]. */
    private static Value ofChannels(Value x, Value weight) {
        long channels = x.rank() < 2 ? 1 : x.shape().size(1);
        if (weight.numel() != channels) {
            throw new ShapeException(
                    "prelu: Mismatch of parameter numbers and input channel size. Found parameter numbers = "
                            + weight.numel() + " and channel size = " + channels + ": dim 1 of " + x.shape()
                            + " counts channels");
        }
        long[] sizes = new long[x.rank()];
        Arrays.fill(sizes, 1);
        sizes[1] = channels;
        return Movement.view(weight, sizes);
    }

    static Value glu(Value x, int dim) {
        if (x.rank() == 0) {
            throw new ShapeException("glu: glu does not support 0-dimensional tensors: it halves a dim");
        }
        int d = Dims.wrap("glu", dim, x.rank());
        long size = x.shape().size(d);
        if (size % 2 != 0) {
            throw new ShapeException("glu: Halving dimension must be even, but dimension " + d + " is size " + size
                    + ": the second half is the gate of the first");
        }
        return Activations.GLU.apply(Movement.narrow(x, d, 0, size / 2), Movement.narrow(x, d, size / 2, size / 2));
    }
}
