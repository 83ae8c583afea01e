package dev.vecgrad.exec;

import dev.vecgrad.spi.Workers;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Threads that compute one op together with the thread that called it.
 *
 * <p>One work at a time: a caller that finds the pool busy does its work itself, and so does a task that divides its own work further. Work
 * of one grain stays on the calling thread too. Callers may be virtual threads. Starting costs about 100 ns while the workers still
 * spin (some 30 microseconds after the last work) and some microseconds when they sleep.
 */
public final class WorkerPool implements Workers {
    /** How long a worker looks out for the next job before it sleeps; ops of a training step follow each other faster. */
    private static final long SPIN_NANOS = TimeUnit.MICROSECONDS.toNanos(30);

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private static final WorkerPool SHARED = new WorkerPool(Threads.initial());

    private final AtomicBoolean busy = new AtomicBoolean();

    /** The workers of parts 1, 2, ...; replaced, never changed, by whoever has set {@code busy}. */
    private volatile Worker[] workers = {};

    private volatile int parallelism;
    private volatile @Nullable Job job;
    private long jobs;

    /** Used in turns: a worker may still be looking for a chunk of the last one. */
    private final Job[] spare = {new Job(), new Job()};

    /**
     * A pool whose threads start with the first work that needs them.
     *
     * @throws IllegalArgumentException if {@code parallelism} is not positive
     */
    WorkerPool(int parallelism) {
        this.parallelism = Threads.checked(parallelism);
    }

    /** {@return the pool that all ops share} */
    public static WorkerPool shared() {
        return SHARED;
    }

    @Override
    public int parallelism() {
        return parallelism;
    }

    /** Sets how many threads work together from the next work on; superfluous workers end. */
    void setParallelism(int threads) {
        parallelism = Threads.checked(threads);
        for (Worker worker : workers) {
            worker.wake();
        }
    }

    @Override
    public void forEach(long units, long grain, RangeTask task) {
        if (grain < 1) {
            throw new IllegalArgumentException("forEach: grain must be positive, but is " + grain);
        }
        int threads = parallelism;
        if (units <= grain || threads == 1 || !busy.compareAndSet(false, true)) {
            ALONE.forEach(units, grain, task);
            return;
        }
        try {
            Job work = free();
            work.begin(jobs, threads, units, grain, task);
            runTogether(work);
        } finally {
            busy.set(false);
        }
    }

    /** {@return a job that nobody looks at} */
    private Job free() {
        int turn = (int) (++jobs % spare.length);
        if (!spare[turn].close()) {
            spare[turn] = new Job();
        }
        return spare[turn];
    }

    private void runTogether(Job work) {
        job = work;
        try {
            callWorkers(work.parts());
            work.work(0);
            work.await(SPIN_NANOS);
        } finally {
            job = null;
        }
    }

    private void callWorkers(int parts) {
        Worker[] ready = workers;
        for (int part = 1; part < parts; part++) {
            if (part > ready.length || !ready[part - 1].isAlive()) {
                ready = withNew(ready, part);
                workers = ready;
            } else {
                ready[part - 1].wake();
            }
        }
    }

    private Worker[] withNew(Worker[] old, int part) {
        Worker[] all = Arrays.copyOf(old, Math.max(old.length, part));
        all[part - 1] = Worker.start(this, part);
        return all;
    }

    /** {@return whether the worker of this part is to stay} */
    boolean needs(int part) {
        return part < parallelism;
    }

    /** {@return the work that is being done, if any} */
    @Nullable
    Job current() {
        return job;
    }

    /** {@return how long a worker spins; not at all where threads outnumber processors} */
    long spinNanos() {
        return parallelism <= PROCESSORS ? SPIN_NANOS : 0;
    }
}
