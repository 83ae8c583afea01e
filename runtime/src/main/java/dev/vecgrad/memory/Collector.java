package dev.vecgrad.memory;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Asks the JVM for a collection when much native memory was handed out since the last one, and takes in what it found. */
final class Collector {
    private final BlockPool pool;
    private final Pacing pacing;
    private final HeapTrim heapTrim = new HeapTrim();
    private final ReentrantLock collecting = new ReentrantLock();
    private volatile boolean enabled;
    private final AtomicLong collections = new AtomicLong();
    private final AtomicLong nanos = new AtomicLong();
    private boolean warned;

    Collector(BlockPool pool, long firstInterval, boolean enabled) {
        this.pool = pool;
        this.pacing = new Pacing(firstInterval, System.nanoTime());
        this.enabled = enabled;
    }

    /** Turns the collections of {@link #collectIfDue} on or off. */
    void setEnabled(boolean on) {
        enabled = on;
    }

    /** {@return how many collections were asked for} */
    long collections() {
        return collections.get();
    }

    /** {@return how long the allocating threads waited for them, in nanoseconds} */
    long nanos() {
        return nanos.get();
    }

    /** Collects if {@code bytes} more pass the threshold. While another thread collects, goes on within a margin, and waits beyond it. */
    void collectIfDue(long bytes) {
        if (isDue(bytes) && (pacing.overdue(pool.leasedBytes() + bytes) || !collecting.isLocked())) {
            collectIf(() -> isDue(bytes));
        }
    }

    private boolean isDue(long bytes) {
        return enabled && pacing.due(pool.leasedBytes() + bytes);
    }

    /** Collects in any case. */
    void collect() {
        collectIf(() -> true);
    }

    private void collectIf(BooleanSupplier stillWanted) {
        collecting.lock();
        try {
            if (stillWanted.getAsBoolean()) {
                collectNow();
            }
        } finally {
            collecting.unlock();
        }
    }

    private void collectNow() {
        long begin = System.nanoTime();
        if (!collectsOnRequest()) {
            warnOnce();
        }
        pool.endCleared();
        heapTrim.giveBackIfDue();
        long end = System.nanoTime();
        pacing.collected(begin, end, pool.leasedBytes());
        collections.incrementAndGet();
        nanos.addAndGet(end - begin);
    }

    /** Collects. {@return whether the JVM did so: then a reference to an object that nobody has is cleared} */
    private static boolean collectsOnRequest() {
        Reference<Object> sentinel = new WeakReference<>(new Object());
        System.gc();
        return sentinel.refersTo(null);
    }

    private void warnOnce() {
        if (!warned) {
            warned = true;
            System.getLogger(Collector.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "System.gc() does not collect (-XX:+DisableExplicitGC?): tensors that no Scope frees keep their memory"
                                    + " until the JVM collects by itself");
        }
    }
}
