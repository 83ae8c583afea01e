package dev.vecgrad.ir;

import dev.vecgrad.type.DType;

/**
 * An operand of a kernel as far as the compiled code depends on it.
 *
 * @param dtype the elements' dtype
 * @param access how it moves along the inner loop
 */
public record Operand(DType dtype, Access access) {
    @Override
    public String toString() {
        return dtype + "." + access;
    }
}
