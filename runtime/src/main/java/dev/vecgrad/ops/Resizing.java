package dev.vecgrad.ops;

import dev.vecgrad.core.Value;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.ShapeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Images {@code [n, c, ...]} of another size, and means of as many runs as are wanted; float32 or float64. */
public final class Resizing {
    private static final String OP = "interpolate";

    private Resizing() {}

    /**
     * What size an image gets.
     *
     * @param size the new sizes, one for all dims or one for each; empty if the factors say them
     * @param factor how many results an element has, one for all dims or one for each; empty if the sizes say it
     * @param mode how elements are made
     * @param alignCorners whether the first and last results are the first and last elements
     * @param recompute whether places come from the sizes also where factors were given
     */
    public record Form(List<Long> size, List<Double> factor, ResizeMode mode, boolean alignCorners, boolean recompute) {
        /** {@return the new sizes} */
        private List<Long> sizes(Value x, int dims) {
            if (!size.isEmpty()) {
                return spread(x, dims, size, "output size");
            }
            List<Double> factors = spread(x, dims, factor, "scale_factor");
            List<Long> sizes = new ArrayList<>();
            for (int d = 0; d < dims; d++) {
                sizes.add((long) Math.floor(x.shape().size(2 + d) * factors.get(d)));
            }
            return sizes;
        }

        /** {@return the factor by which places are found; 0 for that of the sizes} */
        private double factor(int d) {
            return recompute || factor.isEmpty() ? 0 : factor.get(factor.size() == 1 ? 0 : d);
        }
    }

    /**
     * {@return images of another size} Gradient: each element's sum over the results that it is part of. torch.nn.functional.interpolate.
     *
     * @throws ShapeException if the mode is for images of other dims, or a size is not positive
     */
    public static Value interpolate(Value x, Form form) {
        check(x, form);
        int dims = x.rank() - 2;
        List<Long> sizes = form.sizes(x, dims);
        requirePositive(x, sizes);
        if (form.mode == ResizeMode.AREA) {
            return means("adaptiveAvgPool" + dims + "d", dims, x, sizes);
        }
        List<DimMap> maps = new ArrayList<>();
        for (int d = 0; d < dims; d++) {
            maps.add(new ResizeAxis(
                            x.shape().size(2 + d),
                            sizes.get(d),
                            form.factor(d),
                            form.alignCorners,
                            x.dtype() == DType.FLOAT32)
                    .map(form.mode));
        }
        return new Resampling(form.mode.node(dims), maps).forward(x);
    }

    private static void check(Value x, Form form) {
        int dims = x.rank() - 2;
        if (dims < 1 || dims > 3) {
            throw new ShapeException(OP + ": Only 3D, 4D and 5D input Tensors supported (got " + x.rank()
                    + "D) for the modes: " + Arrays.toString(ResizeMode.values()) + " (got " + form.mode + ")");
        }
        if (form.mode.dims() > 0 && form.mode.dims() != dims) {
            throw new ShapeException(OP + ": Got " + x.rank() + "D input, but " + form.mode + " mode needs "
                    + (form.mode.dims() + 2) + "D input: the shape is " + x.shape());
        }
        if (form.size.isEmpty() == form.factor.isEmpty()) {
            throw new ShapeException(
                    form.size.isEmpty()
                            ? OP + ": either size or scale_factor should be defined: neither is"
                            : OP + ": only one of size or scale_factor should be defined: they are " + form.size
                                    + " and " + form.factor);
        }
        if (form.alignCorners && !form.mode.hasCorners()) {
            throw new IllegalArgumentException(
                    OP + ": align_corners option can only be set with the interpolating modes: linear |"
                            + " bilinear | bicubic | trilinear: the mode is " + form.mode);
        }
        if (form.recompute && form.factor.isEmpty()) {
            throw new IllegalArgumentException(
                    OP + ": recompute_scale_factor is not meaningful with an explicit size.: it is " + form.size);
        }
        Floating.require(OP, "upsample_" + form.mode, x.dtype());
    }

    private static <N> List<N> spread(Value x, int dims, List<N> numbers, String what) {
        if (numbers.size() != 1 && numbers.size() != dims) {
            throw new ShapeException(OP + ": Input and " + what
                    + " must have the same number of spatial dimensions, but got input of shape " + x.shape() + " and "
                    + what + " of " + numbers);
        }
        return numbers.size() == 1 ? Collections.nCopies(dims, numbers.getFirst()) : numbers;
    }

    private static void requirePositive(Value x, List<Long> sizes) {
        boolean valid = Collections.min(sizes) > 0;
        for (int d = 1; valid && d < x.rank(); d++) {
            valid = x.shape().size(d) > 0;
        }
        if (!valid) {
            throw new ShapeException(OP + ": Input and output sizes should be greater than 0, but got input "
                    + x.shape() + " output " + sizes);
        }
    }

    /**
     * {@return the means of as many runs of neighbours as are wanted along each of the last dims} Gradient: each element's share.
     * torch.nn.functional.adaptive_avg_pool1d, adaptive_avg_pool2d, adaptive_avg_pool3d.
     *
     * @param op the name in errors
     * @param sizes the numbers of results
     */
    public static Value means(String op, int dims, Value x, List<Long> sizes) {
        List<DimMap> maps = List.copyOf(blocks(op, dims, x, sizes));
        return new Resampling(Pooling.node("AdaptiveAvgPool" + Math.max(2, dims) + "DBackward0", dims), maps)
                .forward(x);
    }

    /** {@return the runs of each of the last dims; -1 is as many as there are elements} */
    static List<Blocks> blocks(String op, int dims, Value x, List<Long> sizes) {
        Floating.require(op, op, x.dtype());
        requireImages(op, dims, x);
        List<Long> all = ConvolutionForm.spread(op, "output_size", sizes, dims);
        if (Collections.min(all) < -1) {
            throw new ShapeException(
                    op + ": elements of output_size must be greater than or equal to 0 but received " + all);
        }
        List<Blocks> blocks = new ArrayList<>();
        for (int d = 0; d < dims; d++) {
            long size = x.shape().size(x.rank() - dims + d);
            blocks.add(new Blocks(size, all.get(d) < 0 ? size : all.get(d)));
        }
        return blocks;
    }

    private static void requireImages(String op, int dims, Value x) {
        if (x.rank() != dims + 1 && x.rank() != dims + 2) {
            throw new ShapeException(
                    op + ": Expected " + (dims + 1) + "D or " + (dims + 2) + "D tensor, but got " + x.shape());
        }
        for (int d = x.rank() - dims; d < x.rank(); d++) {
            if (x.shape().size(d) == 0) {
                throw new ShapeException(
                        op + ": Expected input to have non-zero size for non-batch dimensions, but input has sizes "
                                + x.shape() + " with dimension " + d + " being empty");
            }
        }
    }
}
