package dev.vecgrad.simd.conv;

import dev.vecgrad.ir.Region;
import java.util.List;

/** The operands of a {@link dev.vecgrad.ir.Convolution}: where they begin and how far they go. */
record Operands(List<Region> regions, long[] addresses) {
    /** {@return a dim of an operand} */
    int size(int operand, int dim) {
        return Math.toIntExact(regions.get(operand).sizes()[dim]);
    }

    /** {@return the address of an operand's first element} */
    long at(int operand) {
        return addresses[operand];
    }

    /** {@return the elements of a channel of an operand} */
    long plane(int operand) {
        return (long) size(operand, 2) * size(operand, 3);
    }
}
