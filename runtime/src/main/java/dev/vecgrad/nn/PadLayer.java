package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.ops.ConvolutionForm;
import dev.vecgrad.ops.PadMode;
import dev.vecgrad.type.ShapeException;
import java.util.Arrays;

/** What all layers that put margins around images have in common. */
abstract sealed class PadLayer extends Layer
        permits ZeroPad1d,
                ZeroPad2d,
                ZeroPad3d,
                ConstantPad1d,
                ConstantPad2d,
                ConstantPad3d,
                ReflectionPad1d,
                ReflectionPad2d,
                ReflectionPad3d,
                ReplicationPad1d,
                ReplicationPad2d,
                ReplicationPad3d,
                CircularPad1d,
                CircularPad2d,
                CircularPad3d {
    private final int dims;
    private final PadMode mode;
    private final double value;
    private final long[] padding;

    /** Margins of one number. */
    PadLayer(int dims, double value, long... padding) {
        this(dims, PadMode.CONSTANT, value, padding);
    }

    /** Margins made of the image's own elements. */
    PadLayer(int dims, PadMode mode, long... padding) {
        this(dims, mode, 0, padding);
    }

    private PadLayer(int dims, PadMode mode, double value, long... padding) {
        this.dims = dims;
        this.mode = mode;
        this.value = value;
        this.padding = spread(padding, dims);
    }

    private static long[] spread(long[] padding, int dims) {
        if (padding.length != 1 && padding.length != 2 * dims) {
            throw new ShapeException("pad: Padding must be one number or " + 2 * dims + ", two for each dim: they are "
                    + Arrays.toString(padding));
        }
        long[] all = new long[2 * dims];
        Arrays.setAll(all, i -> padding[padding.length == 1 ? 0 : i]);
        return all;
    }

    @Override
    public final Tensor forward(Tensor input) {
        if (mode == PadMode.CONSTANT) {
            return input.pad(padding, value);
        }
        if (input.dim() != dims + 1 && input.dim() != dims + 2) {
            throw new ShapeException("pad: Expected " + (dims + 1) + "D or " + (dims + 2)
                    + "D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, but got: "
                    + input.shape());
        }
        return input.pad(padding, mode);
    }

    @Override
    protected String extraText() {
        return Texts.tuple(ConvolutionForm.list(padding));
    }

    /** {@return the widths and the number} */
    final String textWithValue() {
        return "padding=" + Texts.tuple(ConvolutionForm.list(padding)) + ", value=" + Texts.number(value);
    }
}
