package dev.vecgrad.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A share of a device's slabs. A thread takes the stripe that its id points at, or the next if that one is locked, so threads seldom
 * meet and none of them, virtual ones included, owns anything. Everything but the lock is used by its holder only.
 */
final class Stripe {
    /** Empty slabs beyond this many bytes go back to the pool, where other stripes and sizes find them. */
    private static final long MAX_EMPTY_BYTES = 8 << 20;

    /** Single releases are looked at again when this many wait. */
    private static final int LIMBO_BATCH = 64;

    /** How long a thread steps aside whose stripe's holder seems to have lost its processor, in nanoseconds. */
    static final long BRIEFLY = 20_000;

    private static final int CELLS = SizeClasses.SLOT_CLASSES * Lifetime.values().length;

    private static final VarHandle LOCKED;

    static {
        try {
            LOCKED = MethodHandles.lookup().findVarHandle(Stripe.class, "locked", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final DeviceMemory memory;
    private final Poison poison;

    /** For each cell the first of its slabs that have a free slot. */
    private final @Nullable Lease[] roomy = new Lease[CELLS];

    private final Limbo limbo = new Limbo();
    private List<LeaseRecord> surrendered = new ArrayList<>();
    private long emptyBytes;
    private long usedBytes;
    private long allocations;

    @SuppressWarnings("unused") // by LOCKED
    private volatile boolean locked;

    Stripe(DeviceMemory memory, Poison poison) {
        this.memory = memory;
        this.poison = poison;
    }

    /** {@return the place of slabs with slots of this class, for storages of this lifetime} */
    static int cell(int slotClass, Lifetime lifetime) {
        return lifetime == Lifetime.SHORT ? slotClass : SizeClasses.SLOT_CLASSES + slotClass;
    }

    static int slotClass(int cell) {
        return cell % SizeClasses.SLOT_CLASSES;
    }

    boolean tryLock() {
        return LOCKED.compareAndSet(this, false, true);
    }

    void lock() {
        for (int spins = 1; !tryLock(); spins++) {
            if (spins % 128 == 0) {
                LockSupport.parkNanos(BRIEFLY);
            } else {
                Thread.onSpinWait();
            }
        }
    }

    void unlock() {
        LOCKED.setRelease(this, false);
    }

    /** {@return a storage in a free slot of the cell, or null if it has none} */
    @Nullable
    Storage allocate(int cell, long bytes) {
        Lease lease = roomy[cell];
        if (lease == null) {
            return null;
        }
        Slab slab = (Slab) lease.record;
        if (slab.isEmpty()) {
            emptyBytes -= slab.block.bytes();
        }
        long address = slab.take();
        if (slab.isFull()) {
            unlist(lease, slab);
        }
        usedBytes += slab.slotBytes;
        allocations++;
        poison.check(address, slab.slotBytes);
        return new Storage(lease, address, bytes);
    }

    /** {@return whether the cell has a free slot} */
    boolean hasRoom(int cell) {
        return roomy[cell] != null;
    }

    /** Takes in a new slab. */
    void add(Lease lease) {
        list(lease, (Slab) lease.record);
        emptyBytes += lease.record.block.bytes();
    }

    /** Takes a released storage of this stripe, to put it back when no op can see it. */
    void retire(Storage storage) {
        limbo.add(storage);
    }

    /** {@return whether enough waits for {@link #reclaim} to be worth its look at all running ops} */
    boolean isWorthReclaiming() {
        return limbo.size() >= LIMBO_BATCH;
    }

    /** {@return whether anything waits to be put back; a hint unless the stripe is locked} */
    boolean hasReleased() {
        return limbo.size() > 0;
    }

    /** Puts back what was released and is seen by no running op. */
    void reclaim() {
        if (limbo.size() == 0) {
            return;
        }
        long oldest = Epochs.advance();
        for (Storage s = limbo.poll(oldest); s != null; s = limbo.poll(oldest)) {
            putBack(s);
        }
    }

    private void putBack(Storage storage) {
        switch (storage.lease().record) {
            case Slab slab -> putBack(storage, slab);
            case Whole _ -> surrender(storage.lease());
        }
    }

    private void putBack(Storage storage, Slab slab) {
        poison.fill(storage.rawAddress(), slab.slotBytes);
        slab.free(storage.rawAddress());
        usedBytes -= slab.slotBytes;
        if (!slab.listed) {
            list(storage.lease(), slab);
        }
        if (slab.isEmpty()) {
            emptied(storage.lease(), slab);
        }
    }

    private void emptied(Lease lease, Slab slab) {
        if (emptyBytes + slab.block.bytes() <= MAX_EMPTY_BYTES) {
            emptyBytes += slab.block.bytes();
        } else {
            unlist(lease, slab);
            surrender(lease);
        }
    }

    /** Sets a block aside for the pool. The collector must not report it as well: its record is cleared while the lease is reachable. */
    private void surrender(Lease lease) {
        try {
            lease.record.clear();
            surrendered.add(lease.record);
        } finally {
            Reference.reachabilityFence(lease);
        }
    }

    /** Lets go of every slab: empty ones are surrendered, the others return when all their storages are unreachable. */
    void letGo() {
        for (int cell = 0; cell < CELLS; cell++) {
            for (Lease lease = roomy[cell]; lease != null; lease = roomy[cell]) {
                Slab slab = (Slab) lease.record;
                unlist(lease, slab);
                if (slab.isEmpty()) {
                    surrender(lease);
                }
            }
        }
        emptyBytes = 0;
    }

    /** {@return the blocks that the caller must give to the pool after unlocking} */
    List<LeaseRecord> takeSurrendered() {
        if (surrendered.isEmpty()) {
            return List.of();
        }
        List<LeaseRecord> taken = surrendered;
        surrendered = new ArrayList<>();
        return taken;
    }

    /** {@return the bytes of all slots handed out and not put back; what the collector found is still among them} */
    long usedBytes() {
        return usedBytes;
    }

    /** {@return how many slots were handed out so far} */
    long allocations() {
        return allocations;
    }

    private void list(Lease lease, Slab slab) {
        Lease first = roomy[slab.cell];
        lease.next = first;
        if (first != null) {
            first.previous = lease;
        }
        roomy[slab.cell] = lease;
        slab.listed = true;
    }

    private void unlist(Lease lease, Slab slab) {
        Lease before = lease.previous;
        Lease after = lease.next;
        if (before == null) {
            roomy[slab.cell] = after;
        } else {
            before.next = after;
        }
        if (after != null) {
            after.previous = before;
        }
        lease.previous = null;
        lease.next = null;
        slab.listed = false;
    }
}
