package dev.vecgrad.core;

import org.jspecify.annotations.Nullable;

/** What autograd remembers of a thread. */
final class ThreadState {
    private static final ThreadLocal<ThreadState> OF_THREAD = ThreadLocal.withInitial(ThreadState::new);

    /** Whether ops are recorded. */
    boolean recording = true;

    /** The task whose node's backward runs now, if one does. */
    @Nullable
    NodeTask running;

    /** The tapes that run. */
    Tape.@Nullable Running tapes;

    /** What is looked for while gradients are computed; null while nothing is. */
    @Nullable
    Anomaly anomaly;

    /** The stretch that will be recomputed; null outside of such. */
    Recomputation.@Nullable Region region;

    /** What was recomputed and is to be given back. */
    final Recomputation.Results recomputed = new Recomputation.Results();

    /** How many runs of the engine are going on, one inside the other. */
    int runs;

    private long clock;

    private ThreadState() {}

    /** {@return the state of the calling thread} */
    static ThreadState current() {
        return OF_THREAD.get();
    }

    /**
     * {@return the time of a node that is recorded now: later than those of this thread before, and later than {@code inputs}, the
     * latest among the nodes that made its inputs}
     */
    long tick(long inputs) {
        clock = Math.max(clock, inputs) + 1;
        return clock;
    }
}
