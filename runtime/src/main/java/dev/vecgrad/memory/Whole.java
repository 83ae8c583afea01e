package dev.vecgrad.memory;

import java.lang.ref.ReferenceQueue;

/** A block that one large storage has for itself. */
final class Whole extends LeaseRecord {
    Whole(Lease lease, ReferenceQueue<Lease> queue, Stripe home, Block block) {
        super(lease, queue, home, block);
    }
}
