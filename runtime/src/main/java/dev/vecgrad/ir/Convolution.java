package dev.vecgrad.ir;

/**
 * Convolutions of images and what they become when they are differentiated. Operands are row-major, of one floating dtype, with four dims:
 * images {@code [n, c, h, w]}, weights {@code [o, c / groups, i, j]}, results {@code [n, o, y, x]}. Element (y, x) of a result sees element
 * (i, j) of the weight at row {@code y * stride - padding + i * dilation} of the image, and likewise for columns; outside of the image
 * there are zeros. The sizes of the operands say how far each dim goes. Channels are divided evenly among groups.
 *
 * <p>Each element is a chain of fused multiply-adds from +0.0 in the order of its channels, then i, then j, to which its bias is added, so its
 * bits depend on the operands alone.
 */
public sealed interface Convolution extends Call {
    /** So many elements of the result are added in one chain, if that many stand in whole rows. */
    int BLOCK = 256;

    /** The greatest number of parts that the sums of a weight are made of. */
    int MOST_PARTS = 16;

    /** {@return where the weight lies on the image} */
    Grid grid();

    /**
     * How a dim of the result lies on that of the image.
     *
     * @param stride the distance of places on the image
     * @param padding how far the first place lies before the image
     * @param dilation the distance of the weight's elements
     */
    record Axis(long stride, long padding, long dilation) {}

    /**
     * How a weight lies on an image.
     *
     * @param groups the number of groups of channels that have nothing to do with each other
     */
    record Grid(Axis rows, Axis columns, long groups) {}

    /**
     * The convolution. Operands: image, weight, bias {@code [o]} if there is one, result.
     */
    record Forward(Grid grid, boolean bias) implements Convolution {}

    /**
     * The other way: an element of the image adds up what the elements of the result that see it hold, times the weight through which they do.
     * Operands: result, weight, bias {@code [c]} if there is one, image. The channels of the chain are those of the result; in it are those
     * (i, j) whose place on the image is a multiple of the stride away, and outside of the result there are zeros.
     */
    record Transposed(Grid grid, boolean bias) implements Convolution {}

    /**
     * The sums that belong to a weight: for each of its elements over all places, what the image has there times the result. Operands:
     * image, result, weight. The results of an image are cut into blocks of {@link #blockRows} rows; within a block there is one chain from
     * +0.0 in row-major order. The blocks of all images, in order, are cut into {@link #parts} parts, whose blocks add as doubles from +0.0,
     * and so do the parts' totals; the sum of all is rounded.
     */
    record OfWeight(Grid grid) implements Convolution {}

    /** {@return how many rows of a result of this width a block has} */
    static long blockRows(long width) {
        return Math.max(1, BLOCK / Math.max(1, width));
    }

    /**
     * {@return of how many parts the sums are made; part k begins with block {@code k * blocks / parts}}
     *
     * @param weights the number of elements of the weight
     */
    static long parts(long blocks, long weights) {
        return Math.clamp((1L << 18) / Math.max(1, weights), 1, Math.clamp(blocks, 1, MOST_PARTS));
    }
}
