package dev.vecgrad.bench;

import com.sun.management.ThreadMXBean;
import dev.vecgrad.exec.Profile;
import dev.vecgrad.exec.Profiler;
import dev.vecgrad.exec.Threads;
import dev.vecgrad.memory.Memory;
import dev.vecgrad.memory.Scope;
import java.lang.management.ManagementFactory;

/**
 * What one step of a workload runs and takes, by counts that no clock is in.
 *
 * @param profile the kernels, calls and parts of products
 * @param allocations storages that were allocated
 * @param heapBytes Java objects that the calling thread allocated in a step that nobody records, the least of some; code that the JVM has not compiled yet allocates more
 */
public record StepProfile(Profile profile, long allocations, long heapBytes) {
    private static final int WARM_UP = 200;
    private static final int RECORDED = 20;
    private static final String FOREIGN_CALL = "sgem";

    /**
     * {@return the profile of one step, after others have warmed it up, the fastest of some}
     *
     * @param workload its exact name
     * @param mode how the step is run
     * @throws IllegalArgumentException if there is none
     * @throws IllegalStateException if the profiler is not installed
     */
    public static StepProfile of(String workload, Mode mode, int threads) {
        Workload work = Workloads.named(workload);
        Threads.set(threads);
        try (Scope _ = Scope.open()) {
            Step step = new ScopedStep(work.prepare().get().in(mode));
            for (int i = 0; i < WARM_UP; i++) {
                step.run();
            }
            long heap = heapBytes(step, WARM_UP);
            long before = Memory.stats().allocations();
            Profile first = Profiler.record(step::run);
            long allocations = Memory.stats().allocations() - before;
            return new StepProfile(fastest(first, step), allocations, heap);
        }
    }

    /** The step that other work of the machine held up least. */
    private static Profile fastest(Profile first, Step step) {
        Profile fastest = first;
        for (int i = 0; i < RECORDED; i++) {
            Profile next = Profiler.record(step::run);
            fastest = next.nanos() < fastest.nanos() ? next : fastest;
        }
        return fastest;
    }

    /** The least of some steps that nobody records: what the compiler and kernels' first runs allocate is no part of a step. */
    static long heapBytes(Step step, int steps) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < steps; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            step.run();
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    /** {@return kernels and calls that ran} */
    public long kernels() {
        return profile.events().size() - foreignCalls();
    }

    /** {@return calls of the library for products} */
    public long foreignCalls() {
        return profile.count(FOREIGN_CALL);
    }

    /** {@return one line of the counts} */
    @Override
    public String toString() {
        return "kernels %d, bytes moved %d, foreign calls %d, allocations %d, heap bytes %d"
                .formatted(kernels(), profile.bytes(), foreignCalls(), allocations, heapBytes);
    }
}
