package dev.vecgrad.ops;

import dev.vecgrad.core.Value;
import dev.vecgrad.ir.Convolution;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions over one or two dims, and transposed ones. Images are {@code [n, c, ...]} or {@code [c, ...]}, float32 or float64. Each
 * result is one chain of fused multiply-adds, whatever the vectors and threads; see {@link Convolution}. Gradients of all orders are
 * convolutions again.
 */
public final class Convolving {
    private Convolving() {}

    /**
     * {@return the images convolved with a weight {@code [o, c / groups, ...]}} torch.nn.functional.conv1d, conv2d.
     *
     * @param op the name in errors
     * @param dims the number of dims after the channels
     * @param bias {@code [o]}, added to each channel
     * @throws ShapeException if channels or sizes do not fit, or a number of the form is not allowed
     * @throws DTypeException if the dtypes differ or are not floating
     */
    public static Value convolve(
            String op, int dims, Value x, Value weight, @Nullable Value bias, ConvolutionForm form) {
        ConvolutionForm whole = form.checked(op, dims);
        checkOperands(op, dims, x, weight, bias);
        Value images = batched(x, dims);
        checkGroups(op, weight, whole.groups());
        checkChannels(op, "", whole, weight, images, weight.shape().size(1) * whole.groups());
        checkBias(op, "", weight, bias, weight.shape().size(0));
        checkKernel(op, whole, weight, images);
        List<Long> after = whole.padding();
        return placed(dims, x, images, weight, bias, whole, after);
    }

    /**
     * {@return the images convolved with so many zeros around them that results are as many as elements} One more is put behind than before
     * where their number is odd.
     */
    public static Value convolveSame(
            String op, int dims, Value x, Value weight, @Nullable Value bias, ConvolutionForm form) {
        ConvolutionForm whole = form.padding(0).checked(op, dims);
        if (whole.stride().stream().anyMatch(stride -> stride != 1)) {
            throw new ShapeException(
                    op + ": padding='same' is not supported for strided convolutions: the stride is " + whole.stride());
        }
        checkOperands(op, dims, x, weight, bias);
        List<Long> before = new ArrayList<>();
        List<Long> after = new ArrayList<>();
        for (int d = 0; d < dims; d++) {
            long total = whole.dilation().get(d) * (weight.shape().size(2 + d) - 1);
            before.add(total / 2);
            after.add(total - total / 2);
        }
        Value images = batched(x, dims);
        checkGroups(op, weight, whole.groups());
        checkChannels(op, "", whole, weight, images, weight.shape().size(1) * whole.groups());
        checkBias(op, "", weight, bias, weight.shape().size(0));
        ConvolutionForm padded = new ConvolutionForm(whole.stride(), before, whole.dilation(), whole.groups());
        return placed(dims, x, images, weight, bias, padded, after);
    }

    private static Value placed(
            int dims,
            Value x,
            Value images,
            Value weight,
            @Nullable Value bias,
            ConvolutionForm form,
            List<Long> after) {
        long[] sizes = images.shape().toArray();
        sizes[1] = weight.shape().size(0);
        for (int d = 0; d < dims; d++) {
            long margins = form.padding().get(d) + after.get(d);
            sizes[2 + d] = (sizes[2 + d] + margins - extent(form, weight, d))
                            / form.stride().get(d)
                    + 1;
        }
        Value out = new Bilinear(grid(form)).result(Bilinear.CONVOLUTION, images, weight, bias, Shape.of(sizes));
        return x.rank() == images.rank() ? out : Movement.squeeze(out, 0);
    }

    /**
     * {@return the transposed convolution of the images with a weight {@code [c, o / groups, ...]}: the gradient of a convolution with respect
     * to its images} torch.nn.functional.conv_transpose1d, conv_transpose2d.
     *
     * @param op the name in errors
     * @param dims the number of dims after the channels
     * @param bias {@code [o]}, added to each channel
     * @param outputPadding how much longer the result is, at its end
     * @throws ShapeException if channels or sizes do not fit, or a number of the form is not allowed
     * @throws DTypeException if the dtypes differ or are not floating
     */
    public static Value transpose(
            String op,
            int dims,
            Value x,
            Value weight,
            @Nullable Value bias,
            ConvolutionForm form,
            List<Long> outputPadding) {
        ConvolutionForm whole = form.checked(op, dims);
        List<Long> longer = ConvolutionForm.spread(op, "output_padding", outputPadding, dims);
        ConvolutionForm.requireAtLeast(op, "negative output_padding", longer, 0);
        checkOutputPadding(op, whole, longer);
        checkOperands(op, dims, x, weight, bias);
        Value images = batched(x, dims);
        checkGroups(op, weight, whole.groups());
        checkChannels(
                op, "transposed=1, ", whole, weight, images, weight.shape().size(0));
        long channels = weight.shape().size(1) * whole.groups();
        checkBias(op, "transposed=1, ", weight, bias, channels);
        Shape shape = transposedShape(op, images, weight, whole, longer, channels);
        Value out = new Bilinear(grid(whole)).image(Bilinear.CONVOLUTION, images, weight, bias, shape);
        return x.rank() == images.rank() ? out : Movement.squeeze(out, 0);
    }

    private static Shape transposedShape(
            String op, Value images, Value weight, ConvolutionForm form, List<Long> longer, long channels) {
        long[] sizes = images.shape().toArray();
        sizes[1] = channels;
        for (int d = 0; d < longer.size(); d++) {
            sizes[2 + d] = (sizes[2 + d] - 1) * form.stride().get(d)
                    - 2 * form.padding().get(d)
                    + extent(form, weight, d)
                    + longer.get(d);
            if (sizes[2 + d] <= 0) {
                throw new ShapeException(op + ": Given input size per channel: " + spatial(images)
                        + ". Calculated output size per channel: " + sizes[2 + d] + " in dim " + d
                        + ". Output size is too small: padding " + form.padding() + " takes more than there is");
            }
        }
        return Shape.of(sizes);
    }

    // ---- geometry

    private static Convolution.Grid grid(ConvolutionForm form) {
        Convolution.Axis none = new Convolution.Axis(1, 0, 1);
        int dims = form.stride().size();
        return new Convolution.Grid(dims == 1 ? none : axis(form, 0), axis(form, dims - 1), form.groups());
    }

    private static Convolution.Axis axis(ConvolutionForm form, int d) {
        return new Convolution.Axis(
                form.stride().get(d), form.padding().get(d), form.dilation().get(d));
    }

    /** {@return how many elements of the image a weight reaches over} */
    private static long extent(ConvolutionForm form, Value weight, int d) {
        return form.dilation().get(d) * (weight.shape().size(2 + d) - 1) + 1;
    }

    private static Value batched(Value x, int dims) {
        return x.rank() == dims + 2 ? x : Movement.unsqueeze(x, 0);
    }

    private static String spatial(Value images) {
        return IntStream.range(2, images.rank())
                .mapToObj(d -> Long.toString(images.shape().size(d)))
                .collect(java.util.stream.Collectors.joining(" x ", "(", ")"));
    }

    // ---- checks

    private static void checkOperands(String op, int dims, Value x, Value weight, @Nullable Value bias) {
        if (x.rank() != dims + 1 && x.rank() != dims + 2) {
            throw new ShapeException(op + ": Expected " + (dims + 1) + "D (unbatched) or " + (dims + 2)
                    + "D (batched) input to " + op + ", but got input of size: " + x.shape());
        }
        if (weight.rank() != dims + 2) {
            throw new ShapeException(op + ": Expected " + (dims + 2) + "-dimensional weight for input " + x.shape()
                    + ", but got weight of size " + weight.shape());
        }
        checkDTypes(op, x, "weight", weight);
        if (bias != null) {
            checkDTypes(op, x, "bias", bias);
        }
    }

    private static void checkDTypes(String op, Value x, String name, Value other) {
        if (x.dtype() != other.dtype()) {
            throw new DTypeException(op + ": Input type (" + x.dtype() + ") and " + name + " type (" + other.dtype()
                    + ") should be the same: convert one with to(dtype)");
        }
        if (!x.dtype().isFloatingPoint()) {
            throw new DTypeException(
                    op + ": not implemented for '" + x.dtype() + "': convert the tensors to float32 or float64");
        }
    }

    private static void checkGroups(String op, Value weight, long groups) {
        if (weight.shape().size(0) < groups || weight.shape().size(0) % groups != 0) {
            throw new ShapeException(op + ": Given groups=" + groups + ", expected weight to be divisible by " + groups
                    + " at dimension 0, but got weight of size " + weight.shape() + " instead");
        }
    }

    private static void checkChannels(
            String op, String kind, ConvolutionForm form, Value weight, Value images, long channels) {
        if (images.shape().size(1) != channels) {
            String given = kind.isEmpty() ? "groups=" + form.groups() + ", " : kind;
            throw new ShapeException(op + ": Given " + given + "weight of size " + weight.shape() + ", expected input"
                    + images.shape() + " to have " + channels + " channels, but got "
                    + images.shape().size(1) + " channels instead");
        }
    }

    private static void checkBias(String op, String kind, Value weight, @Nullable Value bias, long channels) {
        if (bias != null && (bias.rank() != 1 || bias.shape().size(0) != channels)) {
            throw new ShapeException(op + ": Given " + kind + "weight of size " + weight.shape()
                    + ", expected bias to be 1-dimensional with " + channels + " elements, but got bias of size "
                    + bias.shape() + " instead");
        }
    }

    private static void checkKernel(String op, ConvolutionForm form, Value weight, Value images) {
        List<String> padded = new ArrayList<>();
        List<String> kernel = new ArrayList<>();
        boolean fits = true;
        for (int d = 0; d < form.stride().size(); d++) {
            long size = images.shape().size(2 + d) + 2 * form.padding().get(d);
            padded.add(Long.toString(size));
            kernel.add(Long.toString(extent(form, weight, d)));
            fits &= size >= extent(form, weight, d);
        }
        if (!fits) {
            throw new ShapeException(op + ": Calculated padded input size per channel: ("
                    + String.join(" x ", padded) + "). Kernel size: (" + String.join(" x ", kernel)
                    + "). Kernel size can't be greater than actual input size");
        }
    }

    private static void checkOutputPadding(String op, ConvolutionForm form, List<Long> longer) {
        for (int d = 0; d < longer.size(); d++) {
            if (longer.get(d) >= form.stride().get(d)
                    && longer.get(d) >= form.dilation().get(d)) {
                throw new ShapeException(op
                        + ": output padding must be smaller than either stride or dilation, but got output_padding "
                        + longer + ", stride " + form.stride() + ", dilation " + form.dilation());
            }
        }
    }
}
