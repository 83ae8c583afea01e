package dev.vecgrad.simd;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/*
 * Work is counted without synchronisation: some of it may be lost between threads, which delays a promotion and does no harm.
 */
/**
 * The way of a kernel: from shared loops over scalars to the same over vectors, and to loops of its own; straight to these if fewer of them
 * are to be warmed. It counts the kernel's work and asks the {@link Warmer} at two marks.
 */
final class Promotion {
    /** Operations on elements after which the shared loops are worth warming. */
    private static final long WARM = 20_000;

    /** Operations on elements after which a kernel is worth loops of its own. */
    private static final long PROMOTE = 2_000_000;

    /** So often in a row a loop is warmed in vain before more work must be done for another try. */
    private static final int MOST_TRIES = 4;

    /** The mark of a kernel that is with the warmer, or has arrived. */
    private static final long NONE = Long.MAX_VALUE;

    private static final long GLANCE = TimeUnit.MICROSECONDS.toNanos(200);

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
    private final boolean wanted;
    private long done;
    private volatile long mark;
    private volatile boolean arrived;
    private volatile boolean awaited;

    /** What is being warmed. */
    private @Nullable Plan target;

    private int tries;

    /** The way of {@code kernel}; it goes nowhere unless {@code wanted}. */
    Promotion(SimdKernel kernel, int opsPerElement, boolean wanted) {
        this.kernel = kernel;
        this.opsPerElement = opsPerElement;
        this.wanted = wanted;
        this.mark = wanted ? WARM : NONE;
        this.arrived = !wanted;
    }

    /** Counts the work of a launch over {@code elements}. */
    void count(long elements) {
        long now = done + elements * opsPerElement;
        done = now;
        if (now >= mark) {
            ask(mark);
        }
    }

    /** Asks the warmer, unless the shared loops are on vectors and the kernel is not worth others yet: waking a thread takes time. */
    private void ask(long reached) {
        if (reached != NONE && MARK.compareAndSet(this, reached, NONE)) {
            if (isWorthOwnLoops() || kernel.plan().coldLoops() > 0) {
                Warmer.ask(this);
            } else {
                mark = PROMOTE;
            }
        }
    }

    /** {@return the work so far} */
    long done() {
        return done;
    }

    /** {@return whether the kernel may come to loops of its own} */
    boolean isWanted() {
        return wanted;
    }

    /** {@return whether somebody waits for it} */
    boolean isAwaited() {
        return awaited;
    }

    /** Says that the kernel, which nobody has run yet, runs {@code own} from the start, loops of its own that are to be warmed. */
    void aimAt(Plan own) {
        target = own;
    }

    /**
     * Asks for loops of the kernel's own without regard to the work so far, and waits for them while there is time.
     *
     * @return whether nothing is left to wait for: they run, or did not become fast for now
     */
    boolean await(long nanos) {
        awaited = true;
        ask(mark);
        long start = System.nanoTime();
        while (mark == NONE && !arrived && System.nanoTime() - start < nanos) {
            if (!Warmer.help()) {
                LockSupport.parkNanos(GLANCE);
            }
        }
        return arrived || mark != NONE;
    }

    /**
     * Warms one more loop, on a warmer's thread; if it does not become fast in time, asks again: some times at once, then after half as much
     * work as has been done.
     */
    void advance() {
        Plan now = target;
        if (now == null) {
            now = choose();
            target = now;
        }
        Step cold = firstCold(now);
        if (cold == null) {
            arrive(now);
        } else if (Warmer.warm(cold)) {
            tries = 0;
            Warmer.ask(this);
        } else if (++tries < MOST_TRIES) {
            Warmer.ask(this);
        } else {
            giveUpFor(Math.max(WARM, done + done / 2));
        }
    }

    private static @Nullable Step firstCold(Plan plan) {
        return plan.allLoops().stream()
                .filter(step -> !step.loop().usesVectors())
                .findFirst()
                .orElse(null);
    }

    private void arrive(Plan plan) {
        boolean isOwn = plan != kernel.plan();
        kernel.replace(plan);
        if (isOwn || isWorthOwnLoops()) {
            arrived = true;
        } else {
            giveUpFor(PROMOTE);
        }
    }

    private void giveUpFor(long next) {
        target = null;
        tries = 0;
        mark = next;
    }

    private boolean isWorthOwnLoops() {
        return awaited || done >= PROMOTE;
    }

    /** Loops of the kernel's own if it is worth them or if they are ready sooner; a stage of a kernel mostly is one. */
    private Plan choose() {
        Plan shared = kernel.plan();
        if (!isWorthOwnLoops() && shared.coldLoops() <= shared.stages()) {
            return shared;
        }
        Plan own = kernel.fuse();
        if (own.length() >= shared.length()) {
            return shared;
        }
        Warmer.pass(shared.allLoops());
        return own;
    }
}
