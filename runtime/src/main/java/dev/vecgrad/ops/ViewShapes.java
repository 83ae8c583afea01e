package dev.vecgrad.ops;

import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The arithmetic of viewing the same elements with other dims. */
final class ViewShapes {
    private ViewShapes() {}

    /** {@return the shape that {@code sizes} ask for, a size of -1 filled in so that {@code numel} elements fit} */
    static Shape infer(String op, long numel, long... sizes) {
        long known = 1;
        int free = -1;
        for (int d = 0; d < sizes.length; d++) {
            if (sizes[d] == -1) {
                requireFirst(op, free, sizes);
                free = d;
            } else if (sizes[d] < 0) {
                throw new ShapeException(op + ": invalid shape dimension " + sizes[d] + " at index " + d + " of shape "
                        + Arrays.toString(sizes) + ": sizes are not negative, and one alone may be -1");
            } else {
                known *= sizes[d];
            }
        }
        requireKnown(op, numel, free >= 0 && known == 0, sizes);
        boolean fits = free < 0 ? known == numel : known != 0 && numel % known == 0;
        if (!fits) {
            throw new ShapeException(op + ": shape '" + Arrays.toString(sizes) + "' is invalid for input of size "
                    + numel + ": the sizes must multiply to the number of elements");
        }
        long[] filled = sizes.clone();
        if (free >= 0) {
            filled[free] = numel / known;
        }
        return Shape.of(filled);
    }

    /**
     * {@return strides by which a tensor shows its elements in {@code target}'s shape without a copy; null if there are none}
     *
     * <p>Old dims are taken together as long as they are contiguous with each other; each such chunk must be covered by new dims.
     */
    static long @Nullable [] strides(Shape shape, long[] old, Shape target) {
        if (shape.numel() == 0) {
            return target.contiguousStrides();
        }
        long[] strides = new long[target.rank()];
        int view = target.rank() - 1;
        long base = old.length == 0 ? 1 : old[old.length - 1];
        long chunk = 1;
        long covered = 1;
        for (int d = shape.rank() - 1; d >= -1; d--) {
            if (d >= 0) {
                chunk *= shape.size(d);
            }
            boolean ends = d <= 0 || shape.size(d - 1) != 1 && old[d - 1] != chunk * base;
            if (!ends || d < 0 && shape.rank() > 0) {
                continue;
            }
            while (view >= 0 && (covered < chunk || target.size(view) == 1)) {
                strides[view] = covered * base;
                covered *= target.size(view--);
            }
            if (covered != chunk) {
                return null;
            }
            if (d > 0) {
                base = old[d - 1];
                chunk = 1;
                covered = 1;
            }
        }
        return view < 0 ? strides : null;
    }

    private static void requireFirst(String op, int free, long[] sizes) {
        if (free >= 0) {
            throw new ShapeException(
                    op + ": only one dimension can be inferred: -1 stands more than once in " + Arrays.toString(sizes));
        }
    }

    private static void requireKnown(String op, long numel, boolean any, long[] sizes) {
        if (any && numel == 0) {
            throw new ShapeException(op + ": cannot reshape tensor of 0 elements into shape " + Arrays.toString(sizes)
                    + " because the unspecified dimension size -1 can be any value and is ambiguous");
        }
    }
}
