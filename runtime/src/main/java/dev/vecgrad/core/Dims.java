package dev.vecgrad.core;

import dev.vecgrad.type.IndexException;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.util.Arrays;

/** Naming dims. */
public final class Dims {
    private Dims() {}

    /**
     * {@return {@code dim} counted from 0; negative ones count from the end}
     *
     * @throws IndexException if there is no such dim; a scalar is taken as having one
     */
    public static int wrap(String op, int dim, int rank) {
        int range = Math.max(rank, 1);
        if (dim < -range || dim >= range) {
            throw new IndexException(op + ": Dimension out of range (expected to be in range of [" + -range + ", "
                    + (range - 1) + "], but got " + dim + "): the tensor has " + rank + " dims");
        }
        return dim < 0 ? dim + range : dim;
    }

    /**
     * {@return for each dim of {@code shape} whether it is named; all of them if none is}
     *
     * @throws IndexException if a dim is out of range
     * @throws ShapeException if a dim is named twice
     */
    public static boolean[] mask(String op, Shape shape, int... dims) {
        boolean[] mask = new boolean[shape.rank()];
        if (dims.length == 0) {
            Arrays.fill(mask, true);
        }
        for (int dim : dims) {
            int wrapped = wrap(op, dim, shape.rank());
            if (shape.rank() > 0) {
                if (mask[wrapped]) {
                    throw new ShapeException(op + ": dim " + wrapped + " appears multiple times in the list of dims: "
                            + Arrays.toString(dims));
                }
                mask[wrapped] = true;
            }
        }
        return mask;
    }

    /** {@return the shape with the marked dims of size 1 or left out} */
    public static Shape without(Shape shape, boolean[] dims, boolean keepdim) {
        long[] sizes = shape.toArray();
        if (!keepdim) {
            return Shape.of(pick(sizes, dims, false));
        }
        for (int d = 0; d < sizes.length; d++) {
            sizes[d] = dims[d] ? 1 : sizes[d];
        }
        return Shape.of(sizes);
    }

    /** {@return the numbers of the dims whose mark is {@code marked}} */
    public static long[] pick(long[] perDim, boolean[] marks, boolean marked) {
        long[] picked = new long[perDim.length];
        int n = 0;
        for (int d = 0; d < perDim.length; d++) {
            if (marks[d] == marked) {
                picked[n++] = perDim[d];
            }
        }
        return Arrays.copyOf(picked, n);
    }
}
