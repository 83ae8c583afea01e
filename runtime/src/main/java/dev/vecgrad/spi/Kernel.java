package dev.vecgrad.spi;

import dev.vecgrad.ir.Launch;

/** A compiled {@link dev.vecgrad.ir.KernelSpec}. */
public interface Kernel {
    /**
     * Runs to the end. The result's bits depend neither on the number of workers nor on how the work is divided.
     *
     * @param launch sizes, strides and scalars; at least one kept element
     * @param addresses of each operand's first element, inputs first, then outputs; at least 64 bytes after an operand's last
     *     element may be read (not written)
     */
    void run(Launch launch, long[] addresses, Workers workers);
}
