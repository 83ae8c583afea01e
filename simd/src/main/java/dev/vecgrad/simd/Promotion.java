package dev.vecgrad.simd;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/*
 * Work is counted without synchronisation: some of it may be lost between threads, which delays a promotion and does no harm.
 */
/**
 * The way of a kernel: from shared loops over scalars to the same over vectors, and to loops of its own. It counts the kernel's work and
 * asks the {@link Warmer} at two marks.
 */
final class Promotion {
    /** Operations on elements after which the shared loops are worth warming. */
    private static final long WARM = 20_000;

    /** Operations on elements after which a kernel is worth loops of its own. */
    private static final long PROMOTE = 2_000_000;

    /** So often in a row loops are warmed in vain before more work must be done for another try. */
    private static final int MOST_TRIES = 4;

    private static final VarHandle MARK;

    static {
        try {
            MARK = MethodHandles.lookup().findVarHandle(Promotion.class, "mark", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final SimdKernel kernel;
    private final int opsPerElement;
    private long done;
    private volatile long mark;
    private int tries;

    /** The way of {@code kernel}; it goes nowhere unless {@code wanted}. */
    Promotion(SimdKernel kernel, int opsPerElement, boolean wanted) {
        this.kernel = kernel;
        this.opsPerElement = opsPerElement;
        this.mark = wanted ? WARM : Long.MAX_VALUE;
    }

    /** Counts the work of a launch over {@code elements}. */
    void count(long elements) {
        long now = done + elements * opsPerElement;
        done = now;
        if (now >= mark) {
            ask(mark);
        }
    }

    private void ask(long reached) {
        if (reached != Long.MAX_VALUE && MARK.compareAndSet(this, reached, Long.MAX_VALUE)) {
            Warmer.ask(this);
        }
    }

    /** {@return the work so far} */
    long done() {
        return done;
    }

    /**
     * Takes the next step, on the warmer's thread; if loops do not become fast in time, asks again: some times at once, then after half as
     * much work as has been done.
     */
    void advance() {
        boolean busy = done >= PROMOTE;
        Plan next = busy ? shorter(kernel.fuse(), kernel.plan()) : kernel.plan();
        boolean fast = Warmer.warm(next.loops());
        if (fast) {
            kernel.replace(next);
        }
        boolean all = fast && Warmer.warm(next.totalsLoops());
        if (!all && ++tries < MOST_TRIES) {
            Warmer.ask(this);
        } else {
            tries = 0;
            mark = all ? busy ? Long.MAX_VALUE : PROMOTE : Math.max(WARM, done + done / 2);
        }
    }

    private static Plan shorter(Plan own, Plan shared) {
        return own.length() < shared.length() ? own : shared;
    }
}
