package dev.vecgrad.exec;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A thread of the pool: takes part in job after job, spins a while for the next one, then parks. */
final class Worker implements Runnable {
    private final WorkerPool pool;
    private final int part;
    private final Thread thread;
    private volatile boolean parked;
    private long lastJob;

    private Worker(WorkerPool pool, int part) {
        this.pool = pool;
        this.part = part;
        this.thread = Thread.ofPlatform()
                .daemon()
                .name("vecgrad-worker-" + part)
                .inheritInheritableThreadLocals(false)
                .unstarted(this);
    }

    /** {@return a running worker that takes the given part of each job; part 0 is the caller's} */
    static Worker start(WorkerPool pool, int part) {
        Worker worker = new Worker(pool, part);
        worker.thread.start();
        return worker;
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    /** Wakes it if it sleeps. */
    void wake() {
        if (parked) {
            LockSupport.unpark(thread);
        }
    }

    @Override
    public void run() {
        while (pool.needs(part)) {
            Job job = nextJob();
            if (job != null && job.enter()) {
                takePart(job);
                job.leave();
            }
        }
    }

    private void takePart(Job job) {
        lastJob = job.number();
        if (part < job.parts()) {
            job.work(part);
        }
    }

    /** {@return the next job; null if the pool may not need this worker any more} */
    private @Nullable Job nextJob() {
        if (!Spin.until(() -> newJob() != null, pool.spinNanos())) {
            parked = true;
            if (newJob() == null && pool.needs(part)) {
                LockSupport.park(pool);
            }
            parked = false;
        }
        return newJob();
    }

    private @Nullable Job newJob() {
        Job job = pool.current();
        return job != null && job.number() != lastJob ? job : null;
    }
}
