package dev.vecgrad.memory;

import dev.vecgrad.spi.DeviceAllocator;
import dev.vecgrad.spi.DeviceBackends;
import dev.vecgrad.type.Device;
import dev.vecgrad.type.OutOfNativeMemoryException;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The memory of one device: where storages come from and go back to. */
final class DeviceMemory {
    /*
     *   Storage -> Lease                what the collector watches: one for a slab, one for a large storage
     *                | record           (phantom reference)
     *                v
     *   Stripe <-- Slab | Whole -> Block -> Region -> DeviceAllocator
     *
     * Up to 16 KiB a storage is a slot of a slab. Slabs belong to stripes, which hand out slots without meeting other threads: a bit
     * set in a word. A slot comes back by an explicit release, through the stripe's limbo, which waits for the ops that may still see it; the
     * slab is then listed as having room, and kept. Or all of the slab's storages become unreachable: the stripe forgets a
     * slab when it is full, so then nothing else refers to the lease either, and the block returns to the pool whole.
     *
     * One survivor pins its slab, so slabs are small where slots are small (a scalar's slab has 4 KiB) and what is known to live
     * long has slabs of its own.
     *
     * Larger storages take a block each. The pool keeps idle blocks; only the limit makes it give regions back to the system.
     */

    private static final int STRIPES =
            Integer.highestOneBit(8 * Runtime.getRuntime().availableProcessors() - 1);

    /** How long an allocation at the limit waits for running ops to end that hold up released memory, in nanoseconds. */
    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(200);

    private static final DeviceMemory CPU =
            new DeviceMemory(Device.CPU, new NativeAllocator(), Settings.fromProperties());
    private static final ConcurrentMap<Device, DeviceMemory> OTHERS = new ConcurrentHashMap<>();

    /**
     * What can be set.
     *
     * @param limit bytes that may be taken from the system; 0 for the default
     * @param collect whether to ask for collections
     * @param firstInterval the smallest growth between two of them, in bytes
     * @param poison whether to poison freed memory
     */
    record Settings(long limit, boolean collect, long firstInterval, boolean poison) {
        static Settings fromProperties() {
            String limit = System.getProperty("vecgrad.memory.limit");
            return new Settings(
                    limit == null ? 0 : Limit.parse(limit),
                    Boolean.parseBoolean(System.getProperty("vecgrad.memory.collect", "true")),
                    Pacing.FIRST,
                    Boolean.getBoolean("vecgrad.memory.poison"));
        }
    }

    private final Device device;
    private final Limit limit;
    private final Poison poison;
    private final BlockPool pool;
    private final Collector collector;
    private final List<Stripe> stripeList;
    private final Stripe[] stripes;

    DeviceMemory(Device device, DeviceAllocator allocator, Settings settings) {
        this.device = device;
        this.limit = new Limit(settings.limit());
        this.poison = new Poison(settings.poison());
        this.pool = new BlockPool(allocator, limit, poison);
        this.collector = new Collector(pool, settings.firstInterval(), settings.collect());
        this.stripeList =
                Stream.generate(() -> new Stripe(this, poison)).limit(STRIPES).toList();
        this.stripes = stripeList.toArray(Stripe[]::new);
    }

    /**
     * {@return the memory of the device}
     *
     * @throws dev.vecgrad.type.DeviceException if there is no such device
     */
    static DeviceMemory of(Device device) {
        return device.isCpu() ? CPU : other(device);
    }

    private static DeviceMemory other(Device device) {
        DeviceMemory memory = OTHERS.get(device);
        return memory != null ? memory : OTHERS.computeIfAbsent(device, DeviceMemory::begin);
    }

    /** Nothing on the processor can fill the memory of another device, so it is never poisoned. */
    private static DeviceMemory begin(Device device) {
        DeviceAllocator allocator = DeviceBackends.of(device).allocator();
        Settings common = Settings.fromProperties();
        long limit = common.limit() > 0 ? common.limit() : Limit.ofCapacity(allocator.capacity());
        return new DeviceMemory(
                device, allocator, new Settings(limit, common.collect(), common.firstInterval(), false));
    }

    Storage allocate(long bytes, Lifetime lifetime) {
        return bytes <= SizeClasses.MAX_SLOT
                ? allocateSlot(Stripe.cell(SizeClasses.slotClass(bytes), lifetime), bytes)
                : allocateWhole(bytes);
    }

    private Storage allocateSlot(int cell, long bytes) {
        while (true) {
            Stripe stripe = lockStripe();
            Storage storage;
            try {
                storage = stripe.allocate(cell, bytes);
            } finally {
                stripe.unlock();
            }
            if (storage != null) {
                return storage;
            }
            refill(stripe, cell);
        }
    }

    /** {@return a stripe, locked: that of this thread's id or the next one that is free} */
    private Stripe lockStripe() {
        for (int at = (int) Thread.currentThread().threadId(), tries = 1; ; at++, tries++) {
            Stripe stripe = stripes[at & (stripes.length - 1)];
            if (stripe.tryLock()) {
                return stripe;
            }
            if (tries % stripes.length == 0) {
                LockSupport.parkNanos(Stripe.BRIEFLY);
            }
        }
    }

    private void refill(Stripe stripe, int cell) {
        if (reclaim(stripe, cell)) {
            return;
        }
        Block block = acquire(SizeClasses.blockClass(SizeClasses.slabBytes(Stripe.slotClass(cell))));
        Lease lease = new Lease(device, l -> new Slab(l, pool.queue(), stripe, block, cell));
        pool.enter(lease.record);
        stripe.lock();
        stripe.add(lease);
        stripe.unlock();
    }

    /** {@return whether putting back what was released has given the cell a slot} */
    private boolean reclaim(Stripe stripe, int cell) {
        stripe.lock();
        stripe.reclaim();
        boolean room = stripe.hasRoom(cell);
        unlock(stripe);
        return room;
    }

    private Storage allocateWhole(long bytes) {
        if (bytes > SizeClasses.MAX_BLOCK) {
            throw outOfMemory(bytes);
        }
        Block block = acquire(SizeClasses.blockClass(bytes));
        poison.check(block.address, block.bytes());
        Stripe home = stripes[(int) Thread.currentThread().threadId() & (stripes.length - 1)];
        Lease lease = new Lease(device, l -> new Whole(l, pool.queue(), home, block));
        pool.enter(lease.record);
        return new Storage(lease, block.address, bytes);
    }

    /** Unlocks a stripe and gives to the pool what it has surrendered. */
    void unlock(Stripe stripe) {
        List<LeaseRecord> surrendered = stripe.takeSurrendered();
        stripe.unlock();
        if (!surrendered.isEmpty()) {
            pool.end(surrendered);
        }
    }

    private Block acquire(int sizeClass) {
        pool.endCollected();
        collector.collectIfDue(SizeClasses.blockBytes(sizeClass));
        Block idle = pool.takeIdle(sizeClass);
        return idle != null ? idle : acquireFresh(sizeClass);
    }

    /** What is tried, in this order, before an allocation fails. */
    private enum Remedy {
        RECLAIM,
        TRIM,
        COLLECT,
        WAIT
    }

    private Block acquireFresh(int sizeClass) {
        for (Remedy remedy : Remedy.values()) {
            apply(remedy);
            Block block = pool.takeIdle(sizeClass);
            if (block == null) {
                block = pool.takeFresh(sizeClass);
            }
            if (block != null) {
                return block;
            }
        }
        throw outOfMemory(SizeClasses.blockBytes(sizeClass));
    }

    private void apply(Remedy remedy) {
        switch (remedy) {
            case RECLAIM -> reclaim();
            case TRIM -> trim();
            case COLLECT -> {
                letGoAll();
                collector.collect();
                trim();
            }
            case WAIT -> {
                awaitOps();
                trim();
            }
        }
    }

    void reclaim() {
        for (Stripe stripe : stripes) {
            if (stripe.hasReleased()) {
                stripe.lock();
                stripe.reclaim();
                unlock(stripe);
            }
        }
    }

    private void letGoAll() {
        for (Stripe stripe : stripes) {
            stripe.lock();
            stripe.reclaim();
            stripe.letGo();
            unlock(stripe);
        }
    }

    private void awaitOps() {
        long deadline = System.nanoTime() + PATIENCE;
        while (stripeList.stream().anyMatch(Stripe::hasReleased) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            reclaim();
        }
    }

    /** Gives to the system what can be given. */
    void trim() {
        letGoAll();
        pool.endCollected();
        pool.trim();
    }

    private OutOfNativeMemoryException outOfMemory(long bytes) {
        Memory.Stats stats = stats();
        return new OutOfNativeMemoryException("allocate: out of native memory: " + bytes + " bytes more on " + device
                + " would pass the limit of " + stats.limit() + " bytes or what the system has (" + stats.live()
                + " live, " + stats.pooled()
                + " pooled); open a Scope around each step, drop tensors, or raise -Dvecgrad.memory.limit");
    }

    void resetPeak() {
        pool.resetPeak();
    }

    Memory.Stats stats() {
        return pool.stats(stripeList, collector);
    }

    Device device() {
        return device;
    }

    Limit limit() {
        return limit;
    }

    Collector collector() {
        return collector;
    }
}
