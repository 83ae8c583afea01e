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
            ask(next);
        }
    }

    private void ask(long mark) {
        if (mark != Long.MAX_VALUE && NEXT.compareAndSet(this, mark, Long.MAX_VALUE)) {
            Warmer.ask(this);
        }
    }

    /** {@return the work so far} */
    long done() {
        return done;
    }

    /** Takes the next step, on the warmer's thread; if loops do not become fast in time, asks again after half as much work as has been done. */
    void advance() {
        boolean busy = done >= PROMOTE;
        Plan own = busy ? kernel.fuse() : kernel.plan();
        if (own.length() < kernel.plan().length()) {
            if (Warmer.warm(own)) {
                kernel.replace(own);
            } else {
                next = done + done / 2;
            }
        } else if (Warmer.warm(kernel.plan())) {
            next = busy ? Long.MAX_VALUE : PROMOTE;
        } else {
            next = Math.max(WARM, done + done / 2);
        }
    }
}
