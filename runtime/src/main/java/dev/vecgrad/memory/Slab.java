package dev.vecgrad.memory;

import java.lang.ref.ReferenceQueue;

/** A block that is divided into at most 64 slots of one size. Guarded by its home stripe. */
final class Slab extends LeaseRecord {
    final int cell;
    final int slotBytes;
    private final long all;
    private long free;

    /** Whether it is among its stripe's slabs with free slots; such a slab is kept reachable. */
    boolean listed;

    /** @param cell the place of its kind in a stripe: slot class and lifetime */
    Slab(Lease lease, ReferenceQueue<Lease> queue, Stripe home, Block block, int cell) {
        super(lease, queue, home, block);
        this.cell = cell;
        int slotClass = Stripe.slotClass(cell);
        this.slotBytes = SizeClasses.slotBytes(slotClass);
        this.all = -1L >>> (Long.SIZE - SizeClasses.slotsInSlab(slotClass));
        this.free = all;
    }

    /** {@return the address of a slot that was free and is now in use; there must be one} */
    long take() {
        long address = block.address + (long) Long.numberOfTrailingZeros(free) * slotBytes;
        free &= free - 1;
        return address;
    }

    /** Frees the slot at the given address. */
    void free(long address) {
        free |= 1L << ((int) (address - block.address) / slotBytes);
    }

    boolean isFull() {
        return free == 0;
    }

    /** {@return whether no slot is in use} */
    boolean isEmpty() {
        return free == all;
    }

    /** {@return the bytes of the slots in use} */
    long usedBytes() {
        return (long) Long.bitCount(all & ~free) * slotBytes;
    }
}
