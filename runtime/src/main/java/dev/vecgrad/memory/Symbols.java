package dev.vecgrad.memory;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Storages that only stand for memory: what a thread allocates while a function of its is written down instead of run. They can be
 * released and asked for their size; their address is an error.
 */
public final class Symbols {
    private static final AtomicInteger MAKERS = new AtomicInteger();
    private static final ThreadLocal<Boolean> IS_MAKER = ThreadLocal.withInitial(() -> false);

    private Symbols() {}

    /** Lets this thread's storages have memory or only stand for some. {@return whether they only stood for some so far} */
    public static boolean make(boolean wanted) {
        boolean before = IS_MAKER.get();
        if (before != wanted) {
            int _ = MAKERS.addAndGet(wanted ? 1 : -1);
            IS_MAKER.set(wanted);
        }
        return before;
    }

    /** {@return whether this thread's storages only stand for memory; one read of a number while no thread's do} */
    static boolean areMade() {
        return MAKERS.get() != 0 && IS_MAKER.get();
    }
}
