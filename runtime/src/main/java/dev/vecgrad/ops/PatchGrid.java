package dev.vecgrad.ops;

import dev.vecgrad.type.ShapeException;

/**
 * The grid on which patches are cut out of images: two numbers each, for rows and columns.
 *
 * @param kernel the size of a patch
 * @param dilation the distance of a patch's elements
 * @param padding zeros put around the image, on each side
 * @param stride the distance of patches
 */
public record PatchGrid(Pair kernel, Pair dilation, Pair padding, Pair stride) {
    /**
     * Two numbers.
     *
     * @param rows the one for rows
     * @param columns the one for columns
     */
    public record Pair(long rows, long columns) {
        /** {@return one number for both} */
        public static Pair of(long both) {
            return new Pair(both, both);
        }

        @Override
        public String toString() {
            return "(" + rows + ", " + columns + ")";
        }
    }

    /** A grid of these numbers; kernel, dilation and stride are positive. */
    public PatchGrid {
        requireAtLeast("kernel_size", kernel, 1);
        requireAtLeast("dilation", dilation, 1);
        requireAtLeast("padding", padding, 0);
        requireAtLeast("stride", stride, 1);
    }

    private static void requireAtLeast(String name, Pair pair, long least) {
        if (pair.rows < least || pair.columns < least) {
            throw new ShapeException("unfold: " + name + " should be "
                    + (least == 0 ? "not negative" : "greater than zero") + ", but got " + pair);
        }
    }

    /** {@return the grid of neighbouring patches of this size, one at each place} */
    public static PatchGrid of(long kernel) {
        return new PatchGrid(Pair.of(kernel), Pair.of(1), Pair.of(0), Pair.of(1));
    }

    /** {@return the same with other distances of a patch's elements; 1 at first} */
    public PatchGrid dilation(long rows, long columns) {
        return new PatchGrid(kernel, new Pair(rows, columns), padding, stride);
    }

    /** {@return the same with zeros around the image; none at first} */
    public PatchGrid padding(long rows, long columns) {
        return new PatchGrid(kernel, dilation, new Pair(rows, columns), stride);
    }

    /** {@return the same with other distances of patches; 1 at first} */
    public PatchGrid stride(long rows, long columns) {
        return new PatchGrid(kernel, dilation, padding, new Pair(rows, columns));
    }

    /** {@return the number of patches below each other in an image of that height} */
    long down(long height) {
        return count(height, padding.rows, dilation.rows, kernel.rows, stride.rows);
    }

    /** {@return the number of patches beside each other in an image of that width} */
    long across(long width) {
        return count(width, padding.columns, dilation.columns, kernel.columns, stride.columns);
    }

    private static long count(long size, long padding, long dilation, long kernel, long stride) {
        return Math.floorDiv(size + 2 * padding - dilation * (kernel - 1) - 1, stride) + 1;
    }

    @Override
    public String toString() {
        return "kernel_size=" + kernel + ", dilation=" + dilation + ", padding=" + padding + ", stride=" + stride;
    }
}
