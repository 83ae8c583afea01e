package dev.vecgrad.bench;

import java.time.Duration;

/** Who takes part in a comparison: an engine in one setting. */
interface Contestant extends AutoCloseable {
    /** {@return under what its results are listed} */
    Label label();

    /**
     * {@return how long a step of a workload takes}
     *
     * @param budget for how long it is timed, after its warm-up
     * @throws PeerException if this one does not have the workload, or fails at it
     */
    Result measure(String workload, Duration budget) throws PeerException;

    @Override
    default void close() {}
}
