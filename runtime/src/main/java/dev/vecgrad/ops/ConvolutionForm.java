package dev.vecgrad.ops;

import dev.vecgrad.type.ShapeException;
import java.util.Collections;
import java.util.List;

/**
 * How a weight lies on images: one number for all dims, or one for each.
 *
 * @param stride the distance of places on the image
 * @param padding zeros put around the image, on each side
 * @param dilation the distance of the weight's elements
 * @param groups the number of groups of channels that have nothing to do with each other
 */
public record ConvolutionForm(List<Long> stride, List<Long> padding, List<Long> dilation, long groups) {
    /** {@return a weight at every place where it fits, in one piece, on all channels} */
    public static ConvolutionForm dense() {
        return new ConvolutionForm(List.of(1L), List.of(0L), List.of(1L), 1);
    }

    /** {@return the same with other distances of places; 1 at first} */
    public ConvolutionForm stride(long... newStride) {
        return new ConvolutionForm(list(newStride), padding, dilation, groups);
    }

    /** {@return the same with zeros around the image; none at first} */
    public ConvolutionForm padding(long... newPadding) {
        return new ConvolutionForm(stride, list(newPadding), dilation, groups);
    }

    /** {@return the same with other distances of the weight's elements; 1 at first} */
    public ConvolutionForm dilation(long... newDilation) {
        return new ConvolutionForm(stride, padding, list(newDilation), groups);
    }

    /** {@return the same with other groups; one at first} */
    public ConvolutionForm groups(long newGroups) {
        return new ConvolutionForm(stride, padding, dilation, newGroups);
    }

    /** {@return numbers as a list} */
    public static List<Long> list(long... numbers) {
        return java.util.Arrays.stream(numbers).boxed().toList();
    }

    /**
     * {@return one number for each of {@code dims} dims}
     *
     * @param name what the numbers are, as PyTorch calls them
     */
    static List<Long> spread(String op, String name, List<Long> numbers, int dims) {
        if (numbers.size() != 1 && numbers.size() != dims) {
            throw new ShapeException(op + ": expected " + name + " to be a single integer value or a list of " + dims
                    + " values to match the convolution dimensions, but got " + name + "=" + numbers);
        }
        return numbers.size() == dims ? numbers : Collections.nCopies(dims, numbers.getFirst());
    }

    /** {@return the same with a number for each of {@code dims} dims, all of them allowed} */
    ConvolutionForm checked(String op, int dims) {
        ConvolutionForm whole = new ConvolutionForm(
                spread(op, "stride", stride, dims),
                spread(op, "padding", padding, dims),
                spread(op, "dilation", dilation, dims),
                groups);
        requireAtLeast(op, "non-positive groups", List.of(groups), 1);
        requireAtLeast(op, "negative padding", whole.padding, 0);
        requireAtLeast(op, "non-positive stride", whole.stride, 1);
        requireAtLeast(op, "non-positive dilation", whole.dilation, 1);
        return whole;
    }

    /** Throws if a number is less than {@code least}. */
    static void requireAtLeast(String op, String what, List<Long> numbers, long least) {
        if (Collections.min(numbers) < least) {
            throw new ShapeException(op + ": " + what + " is not supported: every number must be at least " + least
                    + ", got " + numbers);
        }
    }
}
