package dev.vecgrad.core;

import dev.vecgrad.type.Shape;
import java.util.Arrays;

/** Facts about strides. */
public final class Strides {
    private Strides() {}

    /** {@return whether these strides are row-major without gaps; dims of size 1 do not count, an empty shape always is} */
    public static boolean isContiguous(Shape shape, long[] strides) {
        long expected = 1;
        for (int d = shape.rank() - 1; d >= 0; d--) {
            long size = shape.size(d);
            if (size == 0) {
                return true;
            }
            if (size != 1) {
                if (strides[d] != expected) {
                    return false;
                }
                expected *= size;
            }
        }
        return true;
    }

    /** {@return whether two different indices may name one element: a dim of size above 1 with stride 0, or dims that interleave} */
    public static boolean mayOverlapItself(Shape shape, long[] strides) {
        int rank = shape.rank();
        Integer[] order = new Integer[rank];
        for (int d = 0; d < rank; d++) {
            order[d] = d;
        }
        Arrays.sort(order, (a, b) -> Long.compare(Math.abs(strides[a]), Math.abs(strides[b])));
        long reach = 0;
        for (int d : order) {
            if (shape.size(d) > 1) {
                if (Math.abs(strides[d]) <= reach) {
                    return true;
                }
                reach += Math.abs(strides[d]) * (shape.size(d) - 1);
            }
        }
        return false;
    }

    /** {@return whether the elements fill their memory without gaps or overlap, in some order of the dims} */
    public static boolean isDense(Shape shape, long[] strides) {
        if (isContiguous(shape, strides)) {
            return true;
        }
        long reach = 0;
        for (int d = 0; d < strides.length; d++) {
            if (strides[d] < 0 || strides[d] == 0 && shape.size(d) > 1) {
                return false;
            }
            reach += strides[d] * (shape.size(d) - 1);
        }
        return reach == shape.numel() - 1 && !mayOverlapItself(shape, strides);
    }
}
