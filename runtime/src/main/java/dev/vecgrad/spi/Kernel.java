package dev.vecgrad.spi;

import dev.vecgrad.ir.Launch;
import java.util.Arrays;

/** A compiled {@link dev.vecgrad.ir.KernelSpec}. */
public interface Kernel {
    /**
     * Runs to the end, or joins the end of the device's queue, in which all work on a device happens one after the other. The result's bits depend neither on the number of workers nor on how the work is divided.
     *
     * @param launch sizes, strides and scalars; at least one kept element
     * @param addresses of each operand's first element, inputs first, then outputs; at least 64 bytes after an operand's last
     *     element may be read (not written)
     */
    void run(Launch launch, long[] addresses, Workers workers);

    /**
     * Runs a map whose operands all are {@code n} elements, at least one, without gaps and in the same order. A backend that needs no
     * sizes and strides for that need not let them be made.
     *
     * @param operands the number of operands
     * @param addresses of each operand's first element, perhaps with room behind them; the caller uses the array again
     * @param params the scalars' bits
     */
    default void runDense(long n, int operands, long[] addresses, long[] params, Workers workers) {
        run(Launch.dense(n, operands, params), Arrays.copyOf(addresses, operands), workers);
    }

    /**
     * Runs this kernel, one of rows, and then {@code columns}, which reduces the same rows to columns. The latter reads of what the former writes
     * in each row nothing but what belongs to that row, and writes nothing that either reads; so a backend may go on from one to the other
     * while a few rows are in cache.
     */
    default void runWithColumns(
            Launch launch,
            long[] addresses,
            Kernel columns,
            Launch columnsLaunch,
            long[] columnsAddresses,
            Workers workers) {
        run(launch, addresses, workers);
        columns.run(columnsLaunch, columnsAddresses, workers);
    }

    /**
     * Says that many launches are to come, and waits for it to become as fast as it gets.
     *
     * @param nanos how long to wait at most; 0: not at all
     * @return whether there is nothing left to wait for
     */
    default boolean prepare(long nanos) {
        return true;
    }

    /**
     * {@return whether a run of this launch may end with an exception; once false it stays so} A compiled function copies what is known outside
     * before a run that may fail writes there. So a kernel for which nothing is left to be made says no.
     */
    default boolean mayFail(Launch launch) {
        return true;
    }
}
