package dev.vecgrad.nn;

import dev.vecgrad.ops.ConvolutionForm;
import dev.vecgrad.ops.PoolForm;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How windows lie on images. Where several numbers are asked for, one is for all dims.
 *
 * @param stride the distance of windows; empty for the window's size
 * @param padding margins on each side, at most half of the window
 * @param dilation the distance of a window's elements; only maxima read it
 * @param ceilMode whether a last window may reach over the end
 * @param countIncludePad whether margins count as elements of a mean
 * @param divisorOverride what sums are divided by to give means; null for the number of elements
 */
public record PoolOptions(
        List<Long> stride,
        List<Long> padding,
        List<Long> dilation,
        boolean ceilMode,
        boolean countIncludePad,
        @Nullable Long divisorOverride) {
    /** {@return windows side by side, no margins, none over the end, margins counted} */
    static PoolOptions plain() {
        return new PoolOptions(List.of(), List.of(0L), List.of(1L), false, true, null);
    }

    /** {@return the same with other distances of windows; the window's size at first} */
    public PoolOptions stride(long... newStride) {
        return new PoolOptions(
                ConvolutionForm.list(newStride), padding, dilation, ceilMode, countIncludePad, divisorOverride);
    }

    /** {@return the same with margins; none at first} */
    public PoolOptions padding(long... newPadding) {
        return new PoolOptions(
                stride, ConvolutionForm.list(newPadding), dilation, ceilMode, countIncludePad, divisorOverride);
    }

    /** {@return the same with other distances of a window's elements; 1 at first} */
    public PoolOptions dilation(long... newDilation) {
        return new PoolOptions(
                stride, padding, ConvolutionForm.list(newDilation), ceilMode, countIncludePad, divisorOverride);
    }

    /** {@return the same with or without windows that reach over the end; without at first} */
    public PoolOptions ceilMode(boolean newMode) {
        return new PoolOptions(stride, padding, dilation, newMode, countIncludePad, divisorOverride);
    }

    /** {@return the same with margins counted as elements or not; counted at first} */
    public PoolOptions countIncludePad(boolean counted) {
        return new PoolOptions(stride, padding, dilation, ceilMode, counted, divisorOverride);
    }

    /** {@return the same with another divisor; the number of elements at first} */
    public PoolOptions divisorOverride(long divisor) {
        return new PoolOptions(stride, padding, dilation, ceilMode, countIncludePad, divisor);
    }

    PoolForm form(List<Long> kernel) {
        return new PoolForm(kernel, stride, padding, dilation, ceilMode);
    }

    /** {@return what a layer of maxima prints of itself} */
    String textOfMaxima(long... kernel) {
        PoolForm form = form(ConvolutionForm.list(kernel));
        return "kernel_size=" + Texts.given(form.kernel()) + ", stride=" + Texts.given(form.strideOrKernel())
                + ", padding=" + Texts.given(form.padding()) + ", dilation=" + Texts.given(form.dilation())
                + ", ceil_mode=" + Texts.truth(form.ceilMode());
    }

    /** {@return what a layer that puts maxima back prints of itself} */
    String textOfPlaces(int dims, List<Long> kernel) {
        PoolForm form = form(kernel);
        return "kernel_size=" + Texts.tuple(spread(form.kernel(), dims)) + ", stride="
                + Texts.tuple(spread(form.strideOrKernel(), dims)) + ", padding="
                + Texts.tuple(spread(form.padding(), dims));
    }

    private static List<Long> spread(List<Long> numbers, int dims) {
        return numbers.size() == 1 ? Collections.nCopies(dims, numbers.getFirst()) : numbers;
    }
}
