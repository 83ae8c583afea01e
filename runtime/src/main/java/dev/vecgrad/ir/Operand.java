package dev.vecgrad.ir;

import dev.vecgrad.type.DType;

/**
 * An operand of a kernel as far as the compiled code depends on it.
 *
 * @param dtype the elements' dtype
 * @param access how it moves along the inner loop
 */
public record Operand(DType dtype, Access access) {
    /* Written out, as the methods that a record gets are slow until they are compiled. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Operand that && dtype == that.dtype && access == that.access;
    }

    @Override
    public int hashCode() {
        return 31 * dtype.ordinal() + access.ordinal();
    }

    @Override
    public String toString() {
        return dtype + "." + access;
    }
}
