package dev.vecgrad.plan;

import dev.vecgrad.memory.Storage;
import dev.vecgrad.type.DType;
import java.util.Arrays;

/**
 * An operand of a kernel: where it begins and how it moves along the kernel's dims.
 *
 * @param storage the memory
 * @param dtype the elements' dtype
 * @param offset the first element's distance from the start of the storage, in elements
 * @param strides a stride in elements for each dim
 */
record Place(Storage storage, DType dtype, long offset, long[] strides) {
    /** {@return whether both name the same element at each place of the loops} */
    boolean isSame(Place other) {
        return storage == other.storage
                && dtype == other.dtype
                && offset == other.offset
                && Arrays.equals(strides, other.strides);
    }

    /** {@return whether each place of loops of these sizes is another element} */
    boolean movesAlong(long[] sizes) {
        for (int d = 0; d < sizes.length; d++) {
            if (sizes[d] != 1 && strides[d] == 0) {
                return false;
            }
        }
        return true;
    }

    /** {@return the same operand moving along other dims} */
    Place along(long[] newStrides) {
        return new Place(storage, dtype, offset, newStrides);
    }
}
