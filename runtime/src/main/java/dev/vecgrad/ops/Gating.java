package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Dims;
import dev.vecgrad.core.Generator;
import dev.vecgrad.core.HostArrays;
import dev.vecgrad.core.Scalar;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import dev.vecgrad.type.VecgradException;
import java.util.Arrays;

/** Activations with weights for channels or with one half as the gate of the other, and checks of activations' parameters. */
final class Gating {
    private Gating() {}

    /** {@return a number as an operand of {@code x}'s own kind: of an integer tensor it is cut to an integer, as in PyTorch} */
    static Scalar bound(Value x, double number) {
        return switch (x.dtype().category()) {
            case BOOL -> Scalar.of(number != 0);
            case INTEGRAL -> Scalar.of((long) number);
            case FLOATING -> Scalar.of(number);
        };
    }

    static Value hardtanh(Value x, double min, double max) {
        requireBounds(min, max);
        return Activations.HARDTANH.apply(x, bound(x, min), bound(x, max));
    }

    static void hardtanhInPlace(Value x, double min, double max) {
        requireBounds(min, max);
        Activations.HARDTANH.applyInPlace(x, bound(x, min), bound(x, max));
    }

    private static void requireBounds(double min, double max) {
        if (min > max) {
            throw new VecgradException(
                    "hardtanh: min_val cannot be greater than max_val: they are " + min + " and " + max);
        }
    }

    static Scalar alpha(double alpha) {
        if (alpha == 0) {
            throw new VecgradException("celu: ZeroDivisionError: alpha cannot be 0 for CELU: x is divided by it");
        }
        return Scalar.of(alpha);
    }

    static Scalar lambda(double lambda) {
        if (!(lambda >= 0)) {
            throw new VecgradException("softshrink: lambda must be greater or equal to 0, but found to be " + lambda
                    + ": x moves by it towards 0");
        }
        return Scalar.of(lambda);
    }

    static Value rrelu(Value x, double lower, double upper, boolean training, Generator generator) {
        requireSlopes(x, lower, upper);
        return training
                ? Activations.RRELU.apply(x, slopes(x, lower, upper, generator))
                : Activations.LEAKY_RELU.apply(x, Scalar.of((lower + upper) / 2));
    }

    static void rreluInPlace(Value x, double lower, double upper, boolean training, Generator generator) {
        requireSlopes(x, lower, upper);
        if (training) {
            Activations.RRELU.applyInPlace(x, slopes(x, lower, upper, generator));
        } else {
            Activations.LEAKY_RELU.applyInPlace(x, Scalar.of((lower + upper) / 2));
        }
    }

    private static void requireSlopes(Value x, double lower, double upper) {
        Floating.require("rrelu", "rrelu_with_noise_out_cpu", x.dtype());
        if (!(lower <= upper)) {
            throw new VecgradException("rrelu: Lower bound should be less than or equal to the upper bound: they are "
                    + lower + " and " + upper);
        }
    }

    /** A slope for each element: 1 above 0, else one drawn in double precision, in the elements' order, as PyTorch draws. */
    private static Value slopes(Value x, double lower, double upper, Generator generator) {
        Value ones = Arithmetic.full(x.shape(), x.dtype(), 1, x.device());
        Value mask = PointwiseLogic.LE.apply(x.detach(), Scalar.of(0L));
        long count = HostArrays.longs(Reductions.sum(mask, false))[0];
        Value drawn = Random.uniform(Shape.of(count), DType.FLOAT64, lower, upper, generator, x.device());
        return Masking.scatter(ones, mask, Arithmetic.cast(drawn, x.dtype()));
    }

    static Value prelu(Value x, Value weight) {
        if (x.dtype() != weight.dtype()) {
            throw new DTypeException("prelu: Type promoting not supported. Got " + x.dtype() + " and " + weight.dtype()
                    + ": convert one to the other's dtype");
        }
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
