package dev.vecgrad.simd;

import dev.vecgrad.ir.Access;
import dev.vecgrad.ir.Operand;
import dev.vecgrad.type.DType;

/**
 * A value that loops read: an operand, a scalar, or what an earlier loop left in scratch.
 *
 * @param slot the slot with its address
 * @param dtype the elements' dtype
 * @param stays whether one element serves all
 */
record Value(int slot, DType dtype, boolean stays) {
    /** {@return it as a loop's input} */
    Operand operand() {
        return new Operand(dtype, stays ? Access.ZERO : Access.UNIT);
    }
}
