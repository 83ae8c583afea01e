package dev.vecgrad.memory;

import dev.vecgrad.spi.DeviceAllocator;
import dev.vecgrad.type.OutOfNativeMemoryException;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The blocks of one device: idle ones by size class, and the records of the leased ones. Fresh pages cost more than arithmetic, so idle blocks stay. */
final class BlockPool {
    /** What small blocks are cut from, in bytes; of a size that can have huge pages. */
    private static final long SHARED_REGION = 4 << 20;

    /** Blocks up to this many bytes are cut from shared regions. */
    private static final long MAX_CUT = 256 << 10;

    /** From this many bytes on a block up to a quarter too large is taken rather than a fresh one. */
    private static final long MIN_LENIENT = 128 << 10;

    private static final int LENIENCE = 2;

    /** More than this many idle bytes, if they are also more than is in use, are given up when other sizes are asked for. */
    static final long HOARD = 512 << 20;

    /** Idle bytes are given up no more often than once in this many fresh ones. */
    private static final long GIVE_UP_INTERVAL = 64 << 20;

    private final DeviceAllocator allocator;
    private final Limit limit;
    private final Poison poison;
    private final ReferenceQueue<Lease> queue = new ReferenceQueue<>();
    private final ReentrantLock lock = new ReentrantLock();

    private final @Nullable Block[] idle = new Block[SizeClasses.BLOCK_CLASSES + LENIENCE];
    private @Nullable LeaseRecord leases;
    private @Nullable Region shared;
    private final AtomicLong leasedBytes = new AtomicLong();
    private long peakBytes;
    private long reservedBytes;
    private long freshBytes;
    private long wholeBytes;
    private long collectedSlotBytes;
    private long wholeAllocations;
    private long systemAllocations;

    BlockPool(DeviceAllocator allocator, Limit limit, Poison poison) {
        this.allocator = allocator;
        this.limit = limit;
        this.poison = poison;
    }

    /** {@return where the collector reports leases} */
    ReferenceQueue<Lease> queue() {
        return queue;
    }

    /** {@return the bytes of all blocks in use, slabs counted whole} */
    long leasedBytes() {
        return leasedBytes.get();
    }

    /** {@return an idle block of the class or slightly above, now leased; null if there is none} */
    @Nullable
    Block takeIdle(int sizeClass) {
        int last = SizeClasses.blockBytes(sizeClass) < MIN_LENIENT ? sizeClass : sizeClass + LENIENCE;
        lock.lock();
        try {
            for (int c = sizeClass; c <= last; c++) {
                Block block = idle[c];
                if (block != null) {
                    idle[c] = block.next;
                    block.next = null;
                    return leased(block);
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** {@return a block that was never used before, now leased; null if the limit or the system forbids it} */
    @Nullable
    Block takeFresh(int sizeClass) {
        lock.lock();
        try {
            Region region =
                    SizeClasses.blockBytes(sizeClass) <= MAX_CUT ? sharedRegion(sizeClass) : ownRegion(sizeClass);
            return region == null ? null : leased(region.cut(sizeClass));
        } finally {
            lock.unlock();
        }
    }

    private Block leased(Block block) {
        block.region.lease(block);
        peakBytes = Math.max(peakBytes, leasedBytes.addAndGet(block.bytes()));
        return block;
    }

    private @Nullable Region ownRegion(int sizeClass) {
        return reserve(SizeClasses.blockBytes(sizeClass) + SizeClasses.PAGE);
    }

    private @Nullable Region sharedRegion(int sizeClass) {
        Region current = shared;
        if (current != null && current.uncut() >= SizeClasses.blockBytes(sizeClass)) {
            return current;
        }
        Region fresh = reserve(SHARED_REGION);
        if (fresh != null) {
            cutUp(shared);
            shared = fresh;
        }
        return fresh;
    }

    /** Makes idle blocks of what is left of a region, as large as they can be. */
    private void cutUp(@Nullable Region region) {
        while (region != null && region.uncut() >= SizeClasses.PAGE) {
            int c = SizeClasses.blockClass(region.uncut());
            pushIdle(region.cut(SizeClasses.blockBytes(c) > region.uncut() ? c - 1 : c));
        }
    }

    private @Nullable Region reserve(long bytes) {
        giveUpHoard(bytes);
        if (!limit.allows(reservedBytes + bytes)) {
            return null;
        }
        try {
            long address = allocator.allocate(bytes);
            reservedBytes += bytes;
            systemAllocations++;
            poison.fill(address, bytes);
            return new Region(address, bytes);
        } catch (OutOfNativeMemoryException _) {
            return null;
        }
    }

    private void giveUpHoard(long bytes) {
        freshBytes += bytes;
        long inUse = leasedBytes.get();
        if (freshBytes >= GIVE_UP_INTERVAL && reservedBytes - inUse > Math.max(HOARD, inUse)) {
            freshBytes = 0;
            trim();
        }
    }

    /** Enters the record of a lease. */
    void enter(LeaseRecord record) {
        lock.lock();
        try {
            LeaseRecord first = leases;
            record.next = first;
            if (first != null) {
                first.previous = record;
            }
            leases = record;
            if (record instanceof Whole) {
                wholeBytes += record.block.bytes();
                wholeAllocations++;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends leases whose memory nobody uses and whose records are cleared. */
    void end(List<LeaseRecord> records) {
        records.forEach(this::end);
    }

    /** Ends the leases that the collector has reported since the last call. */
    void endCollected() {
        for (Reference<? extends Lease> r = queue.poll(); r != null; r = queue.poll()) {
            end((LeaseRecord) r);
        }
    }

    /**
     * Ends the leases that the collector has found, reported or not: a collection clears references at once, but they are enqueued some
     * time later, by a thread that may not get a processor soon.
     */
    void endCleared() {
        lock.lock();
        try {
            for (LeaseRecord record = leases; record != null; ) {
                LeaseRecord next = record.next;
                if (record.refersTo(null)) {
                    end(record);
                }
                record = next;
            }
        } finally {
            lock.unlock();
        }
    }

    private void end(LeaseRecord record) {
        lock.lock();
        try {
            if (!record.ended) {
                record.ended = true;
                remove(record);
                putBack(record);
            }
        } finally {
            lock.unlock();
        }
    }

    private void putBack(LeaseRecord record) {
        Block block = record.block;
        poison.fill(block.address, block.bytes());
        leasedBytes.addAndGet(-block.bytes());
        switch (record) {
            case Whole _ -> wholeBytes -= block.bytes();
            case Slab slab -> collectedSlotBytes += slab.usedBytes();
        }
        block.region.giveBack(block);
        pushIdle(block);
    }

    private void remove(LeaseRecord record) {
        LeaseRecord before = record.previous;
        LeaseRecord after = record.next;
        if (before == null) {
            leases = after;
        } else {
            before.next = after;
        }
        if (after != null) {
            after.previous = before;
        }
        record.previous = null;
        record.next = null;
    }

    private void pushIdle(Block block) {
        block.next = idle[block.sizeClass];
        idle[block.sizeClass] = block;
    }

    /** Gives every region to the system of which no block is leased. */
    void trim() {
        lock.lock();
        try {
            Set<Region> empty = new HashSet<>();
            for (int c = 0; c < idle.length; c++) {
                idle[c] = withoutIdleRegions(idle[c], empty);
            }
            if (shared != null && shared.isIdle()) {
                empty.add(shared);
                shared = null;
            }
            empty.forEach(this::returnToSystem);
        } finally {
            lock.unlock();
        }
    }

    /** Takes the blocks of idle regions out of a stack and collects the regions. */
    private static @Nullable Block withoutIdleRegions(@Nullable Block stack, Set<Region> empty) {
        Block kept = null;
        for (Block block = stack; block != null; ) {
            Block next = block.next;
            if (block.region.isIdle()) {
                empty.add(block.region);
            } else {
                block.next = kept;
                kept = block;
            }
            block = next;
        }
        return kept;
    }

    private void returnToSystem(Region region) {
        allocator.free(region.address, region.bytes);
        reservedBytes -= region.bytes;
    }

    /** Lets the peak begin at what is in use now. */
    void resetPeak() {
        lock.lock();
        try {
            peakBytes = leasedBytes.get();
        } finally {
            lock.unlock();
        }
    }

    /** {@return the figures, with those of the stripes' slabs} */
    Memory.Stats stats(List<Stripe> stripes, Collector collector) {
        long slotBytes = 0;
        long allocations = 0;
        for (Stripe stripe : stripes) {
            stripe.lock();
            slotBytes += stripe.usedBytes();
            allocations += stripe.allocations();
            stripe.unlock();
        }
        lock.lock();
        try {
            long live = slotBytes - collectedSlotBytes + wholeBytes;
            return new Memory.Stats(
                    live,
                    reservedBytes - live,
                    peakBytes,
                    limit.bytes(),
                    allocations + wholeAllocations,
                    systemAllocations,
                    collector.collections(),
                    collector.nanos());
        } finally {
            lock.unlock();
        }
    }
}
