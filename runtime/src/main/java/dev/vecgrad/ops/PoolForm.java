package dev.vecgrad.ops;

import dev.vecgrad.type.ShapeException;
import java.util.Collections;
import java.util.List;

/**
 * How windows lie on images: one number for all dims, or one for each.
 *
 * @param kernel the size of a window
 * @param stride the distance of windows; empty for the kernel's size
 * @param padding margins put around the image, on each side, at most half of the window
 * @param dilation the distance of a window's elements
 * @param ceilMode whether a last window may reach over the end
 */
public record PoolForm(
        List<Long> kernel, List<Long> stride, List<Long> padding, List<Long> dilation, boolean ceilMode) {
    /** {@return windows of this size side by side} */
    public static PoolForm of(long... kernel) {
        return new PoolForm(ConvolutionForm.list(kernel), List.of(), List.of(0L), List.of(1L), false);
    }

    /** {@return the same with other distances of windows; the kernel's size at first} */
    public PoolForm stride(long... newStride) {
        return new PoolForm(kernel, ConvolutionForm.list(newStride), padding, dilation, ceilMode);
    }

    /** {@return the same with margins around the image; none at first} */
    public PoolForm padding(long... newPadding) {
        return new PoolForm(kernel, stride, ConvolutionForm.list(newPadding), dilation, ceilMode);
    }

    /** {@return the same with other distances of a window's elements; 1 at first} */
    public PoolForm dilation(long... newDilation) {
        return new PoolForm(kernel, stride, padding, ConvolutionForm.list(newDilation), ceilMode);
    }

    /** {@return the same with or without windows that reach over the end; without at first} */
    public PoolForm ceilMode(boolean newMode) {
        return new PoolForm(kernel, stride, padding, dilation, newMode);
    }

    /** {@return the distance of windows as it was given, or the kernel's size} */
    public List<Long> strideOrKernel() {
        return stride.isEmpty() ? kernel : stride;
    }

    /** {@return the same with a number for each of {@code dims} dims, all of them allowed} */
    PoolForm checked(String op, int dims) {
        PoolForm whole = new PoolForm(
                ConvolutionForm.spread(op, "kernel_size", kernel, dims),
                ConvolutionForm.spread(op, "stride", strideOrKernel(), dims),
                ConvolutionForm.spread(op, "padding", padding, dims),
                ConvolutionForm.spread(op, "dilation", dilation, dims),
                ceilMode);
        require(op, "kernel size should be greater than zero", whole.kernel, 1);
        require(op, "stride should not be zero", whole.stride, 1);
        require(op, "pad must be non-negative", whole.padding, 0);
        require(op, "dilation should be greater than zero", whole.dilation, 1);
        for (int d = 0; d < dims; d++) {
            if (whole.padding.get(d) > whole.reach(d) / 2) {
                throw new ShapeException(op + ": pad should be at most half of effective kernel size, but got pad="
                        + whole.padding.get(d) + ", kernel_size=" + whole.kernel.get(d) + " and dilation="
                        + whole.dilation.get(d));
            }
        }
        return whole;
    }

    private static void require(String op, String sentence, List<Long> numbers, long least) {
        if (Collections.min(numbers) < least) {
            throw new ShapeException(op + ": " + sentence + ", but got " + numbers);
        }
    }

    /** {@return how many elements a window reaches over} */
    long reach(int d) {
        return dilation.get(d) * (kernel.get(d) - 1) + 1;
    }

    /** {@return the number of windows along a dim of that size; a last one begins within the image or the margin before it} */
    long count(int d, long size) {
        long room = size + 2 * padding.get(d) - reach(d) + (ceilMode ? stride.get(d) - 1 : 0);
        long count = Math.floorDiv(room, stride.get(d)) + 1;
        return ceilMode && (count - 1) * stride.get(d) >= size + padding.get(d) ? count - 1 : count;
    }
}
