package dev.vecgrad.memory;

import dev.vecgrad.type.Device;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a block in use: every storage in the block refers to its lease, and when none of them can be reached any more, the
 * collector enqueues the {@link LeaseRecord}, which holds all the rest. So one reference serves a whole slab.
 */
final class Lease {
    final Device device;
    final LeaseRecord record;

    /** Neighbours in the home stripe's list of slabs with free slots; guarded by the stripe. */
    @Nullable
    Lease previous;

    @Nullable
    Lease next;

    Lease(Device device, Function<Lease, LeaseRecord> record) {
        this.device = device;
        this.record = record.apply(this);
    }

    @SuppressWarnings("NullAway") // what has no memory is never given back
    private Lease(Device device) {
        this.device = device;
        this.record = null;
    }

    /** {@return that of a storage without memory} */
    static Lease ofSymbol(Device device) {
        return new Lease(device);
    }
}
