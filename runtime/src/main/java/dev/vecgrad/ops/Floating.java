package dev.vecgrad.ops;

import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;

/** What ops say that compute in floating point and convert nothing by themselves. */
final class Floating {
    private Floating() {}

    /**
     * Requires a floating dtype.
     *
     * @param kernel the name that PyTorch's sentence gives what lacks the dtype
     */
    static void require(String op, String kernel, DType dtype) {
        if (!dtype.isFloatingPoint()) {
            throw new DTypeException(op + ": \"" + kernel + "\" not implemented for '" + dtype
                    + "': the input must be floating point: convert it with to(FLOAT32)");
        }
    }

    /** Requires a floating dtype of what runs as the kernel {@code op_cpu}. */
    static void require(String op, DType dtype) {
        require(op, op + "_cpu", dtype);
    }
}
