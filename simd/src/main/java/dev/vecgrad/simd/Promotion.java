package dev.vecgrad.simd;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/*
 * Work is counted without synchronisation: some of it may be lost between threads, which delays a promotion and does no harm.
 */
/** The way of a kernel from shared loops to its own: counts work and asks the {@link Warmer} at two marks. */
final class Promotion {
    /** Operations on elements after which the shared loops are worth warming apart from their use. */
    private static final long WARM = 200_000;

    /** Operations on elements after which a kernel is worth loops of its own. */
    private static final long PROMOTE = 2_000_000;

    private static final VarHandle NEXT;

    static {
        try {
            NEXT = MethodHandles.lookup().findVarHandle(Promotion.class, "next", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final SimdKernel kernel;
    private final int opsPerElement;
    private long done;
    private volatile long next;

    /** The way of {@code kernel}; it goes nowhere unless {@code wanted}. */
    Promotion(SimdKernel kernel, int opsPerElement, boolean wanted) {
        this.kernel = kernel;
        this.opsPerElement = opsPerElement;
        this.next = wanted ? WARM : Long.MAX_VALUE;
    }

    /** Counts the work of a launch over {@code elements}. */
    void count(long elements) {
        long now = done + elements * opsPerElement;
        done = now;
        if (now >= next) {
            reached(next);
        }
    }

    private void reached(long mark) {
        if (mark != WARM) {
            if (NEXT.compareAndSet(this, mark, Long.MAX_VALUE)) {
                Warmer.promote(kernel, this);
            }
        } else if (NEXT.compareAndSet(this, mark, PROMOTE)) {
            Warmer.warm(kernel);
        }
    }

    /** Asks again after as much work as has been done: the loops did not become fast in time. */
    void tryLater() {
        next = Math.max(PROMOTE + 1, 2 * done);
    }
}
