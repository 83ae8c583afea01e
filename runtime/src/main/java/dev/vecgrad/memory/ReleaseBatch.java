package dev.vecgrad.memory;

import org.jspecify.annotations.Nullable;

/** Releases storages one after another, keeping the stripe locked that most of them share. To be used by one thread, in try-with-resources. */
final class ReleaseBatch implements AutoCloseable {
    private final boolean thorough;
    private @Nullable Stripe held;
    private boolean largeOne;

    /** @param thorough whether all that can be put back is put back at the end; else only when enough waits or a large one is among it */
    ReleaseBatch(boolean thorough) {
        this.thorough = thorough;
    }

    /** Releases a storage unless that was done before. */
    void release(Storage storage) {
        if (storage.markReleased() && !storage.isSymbol()) {
            LeaseRecord record = storage.lease().record;
            hold(record.home).retire(storage);
            largeOne |= record instanceof Whole;
        }
    }

    private Stripe hold(Stripe home) {
        if (held != home) {
            close();
            home.lock();
            held = home;
        }
        return home;
    }

    @Override
    public void close() {
        Stripe stripe = held;
        if (stripe == null) {
            return;
        }
        held = null;
        if (thorough || largeOne || stripe.isWorthReclaiming()) {
            stripe.reclaim();
        }
        largeOne = false;
        stripe.memory.unlock(stripe);
    }
}
