package dev.vecgrad.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Which ops are running, so that memory released by one thread is not handed out again while another may still be computing on it.
 *
 * {@snippet :
 * int op = Epochs.enter();
 * try {
 *     run(a.address(), b.address());
 * } finally {
 *     Epochs.exit(op);
 *     Reference.reachabilityFence(a);
 *     Reference.reachabilityFence(b);
 * }
 * }
 *
 * <p>An address obtained between enter and exit stays valid until exit, whatever other threads release. Cost: one atomic exchange and
 * one ordered store.
 */
public final class Epochs {
    /*
     * The rule: an address is never used after its storage was given back. Two ways lead back, and each has its own guard.
     *
     * By the collector. A block returns when its lease is unreachable. Every storage refers to its lease, and whoever runs an op holds
     * its storages until the op has ended (reachabilityFence in a finally block, after all workers have joined). So no op is running
     * on a block that the collector reports, and nothing else is needed.
     *
     * By an explicit release: a Scope closes, the engine or the user releases. Another thread may have read the address just before.
     * This is epoch based reclamation [1], with one slot per running op instead of one per thread, because virtual threads are
     * many and ops in flight are few:
     *
     *     op:       now = clock;  slot = now;   if (storage.released) throw;  ... use the address ...;  slot = 0
     *     release:  storage.released = true;    tag = clock;                  put (storage, tag) in limbo
     *     reclaim:  clock = clock + 1;          oldest = min(slots != 0);     hand out what has tag < oldest
     *
     * All accesses named here are volatile (or a compareAndSet), so they have one total order. Take a storage with the tag t and an op that
     * published the epoch e.
     *
     *  - e > t: the op read a clock that was incremented after the release had read t. The release had set the flag before that, and the op
     *    reads the flag after it, so it sees the flag and throws.
     *  - e <= t and the reclaimer saw the op's slot: oldest <= e <= t, the storage stays in limbo.
     *  - e <= t and the reclaimer saw the slot empty, because the op had not published yet: the op reads the flag after
     *    publishing, that is after the reclaimer's look, which is after the release. It sees the flag and throws.
     *  - e <= t and the reclaimer saw the slot empty, because the op had ended: the ordered store of 0 makes all that the op did happen
     *    before what the next owner of the memory does.
     *
     * The clock need not tick at each release; it ticks when someone reclaims, so that ops which start later do not hold up what was
     * released earlier. A tag is read after the flag is set, never before. Ops that never end hold up everything released after
     * they began, and nothing that was released before.
     *
     * [1] K. Fraser, Practical lock-freedom, University of Cambridge, 2004, section 5.2.3.
     */

    /** Distance of two slots in longs: two cache lines. */
    private static final int STRIDE = 16;

    private static final int SLOTS =
            Math.max(16, Integer.highestOneBit(8 * Runtime.getRuntime().availableProcessors() - 1));

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle CLOCK;
    private static final VarHandle NEXT;

    static {
        try {
            CLOCK = MethodHandles.lookup().findStaticVarHandle(Epochs.class, "clock", long.class);
            NEXT = MethodHandles.lookup().findVarHandle(Table.class, "next", Table.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Slots for running ops; a further table is chained when more ops run at once than there are slots. */
    private static final class Table {
        final long[] slots = new long[(SLOTS + 1) * STRIDE];
        volatile @Nullable Table next;

        boolean claim(int slot, long epoch) {
            return SLOT.compareAndSet(slots, (slot + 1) * STRIDE, 0L, epoch);
        }

        void clear(int slot) {
            SLOT.setRelease(slots, (slot + 1) * STRIDE, 0L);
        }

        long oldest() {
            long oldest = Long.MAX_VALUE;
            for (int slot = 0; slot < SLOTS; slot++) {
                long epoch = (long) SLOT.getVolatile(slots, (slot + 1) * STRIDE);
                oldest = epoch == 0 ? oldest : Math.min(oldest, epoch);
            }
            return oldest;
        }

        Table orNew() {
            Table after = next;
            if (after != null) {
                return after;
            }
            Table fresh = new Table();
            return NEXT.compareAndSet(this, null, fresh) ? fresh : orNew();
        }
    }

    private static final Table FIRST = new Table();

    @SuppressWarnings("unused") // by CLOCK
    private static volatile long clock = 1;

    private Epochs() {}

    /**
     * Says that an op begins on this thread. Ops may nest.
     *
     * @return what to hand to {@link #exit}
     */
    public static int enter() {
        long now = clock;
        int slot = (int) Thread.currentThread().threadId() & (SLOTS - 1);
        return FIRST.claim(slot, now) ? slot : enterAnywhere(slot, now);
    }

    private static int enterAnywhere(int preferred, long now) {
        int base = 0;
        for (Table table = FIRST; ; table = table.orNew(), base += SLOTS) {
            for (int i = 0; i < SLOTS; i++) {
                int slot = (preferred + i) & (SLOTS - 1);
                if (table.claim(slot, now)) {
                    return base + slot;
                }
            }
        }
    }

    /** Says that an op has ended; from here on its addresses may belong to others. */
    public static void exit(int op) {
        Table table = FIRST;
        int slot = op;
        for (; slot >= SLOTS; slot -= SLOTS) {
            table = table.orNew();
        }
        table.clear(slot);
    }

    /** {@return the tag of what is released now; to be read after it was marked} */
    static long tag() {
        return clock;
    }

    /**
     * Ticks.
     *
     * @return the epoch of the oldest running op: what has an earlier tag is seen by nobody; the largest long if no op runs
     */
    static long advance() {
        long _ = (long) CLOCK.getAndAdd(1L);
        long oldest = Long.MAX_VALUE;
        for (Table table = FIRST; table != null; table = table.next) {
            oldest = Math.min(oldest, table.oldest());
        }
        return oldest;
    }
}
