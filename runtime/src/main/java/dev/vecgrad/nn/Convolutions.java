package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Value;
import dev.vecgrad.ops.ConvolutionForm;
import dev.vecgrad.ops.Convolving;
import dev.vecgrad.ops.Movement;
import dev.vecgrad.ops.PadMode;
import dev.vecgrad.ops.Padding;
import dev.vecgrad.type.ShapeException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions as functions, of images with or without a batch. Weight and bias have the input's dtype, float32 or float64. Of the options,
 * those of the form, of margins and of a result's padding are read. Gradients of all orders flow to all three.
 *
 * <p>Wrong channels or sizes are a {@link ShapeException}, wrong dtypes a {@link dev.vecgrad.type.DTypeException}.
 */
public final class Convolutions {
    private Convolutions() {}

    /** {@return stride 1, no padding, no dilation, one group} */
    public static ConvOptions options() {
        return ConvOptions.plain();
    }

    /** {@return {@code [n, c, l]} convolved with {@code [o, c / groups, k]}} */
    public static Tensor conv1d(Tensor input, Tensor weight, @Nullable Tensor bias, ConvOptions options) {
        return convolve("conv1d", 1, input, weight, bias, options);
    }

    /** {@return {@code [n, c, h, w]} convolved with {@code [o, c / groups, i, j]}} */
    public static Tensor conv2d(Tensor input, Tensor weight, @Nullable Tensor bias, ConvOptions options) {
        return convolve("conv2d", 2, input, weight, bias, options);
    }

    /** {@return the transposed convolution of {@code [n, c, l]} with {@code [c, o / groups, k]}} */
    public static Tensor convTranspose1d(Tensor input, Tensor weight, @Nullable Tensor bias, ConvOptions options) {
        return transpose("convTranspose1d", 1, input, weight, bias, options);
    }

    /** {@return the transposed convolution of {@code [n, c, h, w]} with {@code [c, o / groups, i, j]}} */
    public static Tensor convTranspose2d(Tensor input, Tensor weight, @Nullable Tensor bias, ConvOptions options) {
        return transpose("convTranspose2d", 2, input, weight, bias, options);
    }

    private static Tensor convolve(
            String op, int dims, Tensor input, Tensor weight, @Nullable Tensor bias, ConvOptions options) {
        Value x = input.value();
        Value w = weight.value();
        Value b = bias == null ? null : bias.value();
        boolean same = "same".equals(options.paddingName());
        if (options.paddingMode() != PadMode.CONSTANT) {
            Value padded = padded(op, x, w, dims, options);
            return input.wrap(
                    Convolving.convolve(op, dims, padded, w, b, options.form().padding(0)));
        }
        return input.wrap(
                same
                        ? Convolving.convolveSame(op, dims, x, w, b, options.form())
                        : Convolving.convolve(op, dims, x, w, b, options.form()));
    }

    /** Margins of the image's own elements are put around it first. */
    private static Value padded(String op, Value x, Value weight, int dims, ConvOptions options) {
        if (x.rank() != dims + 1 && x.rank() != dims + 2 || weight.rank() != dims + 2) {
            throw new ShapeException(op + ": Expected " + (dims + 1) + "D (unbatched) or " + (dims + 2)
                    + "D (batched) input to " + op + ", but got input of size: " + x.shape());
        }
        Value images = x.rank() == dims + 2 ? x : Movement.unsqueeze(x, 0);
        Value padded = Padding.pad(images, pads(weight, dims, options), options.paddingMode());
        return x.rank() == dims + 2 ? padded : Movement.squeeze(padded, 0);
    }

    private static long[] pads(Value weight, int dims, ConvOptions options) {
        long[] pads = new long[2 * dims];
        for (int d = 0; d < dims; d++) {
            long before = at(options.form().padding(), d);
            long after = before;
            if ("same".equals(options.paddingName())) {
                long total = at(options.form().dilation(), d) * (weight.shape().size(2 + d) - 1);
                before = total / 2;
                after = total - before;
            }
            pads[2 * (dims - 1 - d)] = before;
            pads[2 * (dims - 1 - d) + 1] = after;
        }
        return pads;
    }

    private static long at(List<Long> numbers, int d) {
        return numbers.get(numbers.size() == 1 ? 0 : d);
    }

    private static Tensor transpose(
            String op, int dims, Tensor input, Tensor weight, @Nullable Tensor bias, ConvOptions options) {
        ConvolutionForm form = options.form();
        Value b = bias == null ? null : bias.value();
        return input.wrap(
                Convolving.transpose(op, dims, input.value(), weight.value(), b, form, options.outputPadding()));
    }
}
