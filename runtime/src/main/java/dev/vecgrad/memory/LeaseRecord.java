package dev.vecgrad.memory;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import org.jspecify.annotations.Nullable;

/** What is known of a lease even after the collector found it unreachable: its block, and who takes its explicit releases. */
abstract sealed class LeaseRecord extends PhantomReference<Lease> permits Slab, Whole {
    final Block block;
    final Stripe home;

    /** Neighbours among the records of the pool, which keep them reachable; guarded by the pool. */
    @Nullable
    LeaseRecord previous;

    @Nullable
    LeaseRecord next;

    /** Whether the block went back; a lease may be reported in more than one way. Guarded by the pool. */
    boolean ended;

    LeaseRecord(Lease lease, ReferenceQueue<Lease> queue, Stripe home, Block block) {
        super(lease, queue);
        this.home = home;
        this.block = block;
    }
}
