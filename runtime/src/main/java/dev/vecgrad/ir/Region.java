package dev.vecgrad.ir;

import dev.vecgrad.type.DType;

/**
 * A strided part of a storage as an operand of a {@link Call}.
 *
 * @param dtype the elements' dtype
 * @param sizes the sizes of its dims
 * @param strides a stride in elements for each dim
 * @param offset the first element's distance from the start of the storage, in elements
 */
public record Region(DType dtype, long[] sizes, long[] strides, long offset) {
    /** {@return how many elements it has} */
    public long numel() {
        long numel = 1;
        for (long size : sizes) {
            numel *= size;
        }
        return numel;
    }

    /** {@return whether it has no elements} */
    public boolean isEmpty() {
        for (long size : sizes) {
            if (size == 0) {
                return true;
            }
        }
        return false;
    }
}
