package dev.vecgrad.bench;

import java.time.Duration;

/** The warm-up of the suite's {@link Clock}, for those who measure in another way. */
public final class Settling {
    private Settling() {}

    /** Runs work until it gets no faster, the JIT compiler rests and the backend's kernels have settled: 0.7 seconds, or up to ten. */
    public static void run(Runnable work) {
        double _ = Clock.ofBudget(Duration.ofMillis(1)).warmUp(work);
    }
}
