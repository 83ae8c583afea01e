package dev.vecgrad.memory;

import org.jspecify.annotations.Nullable;

/** A piece of native memory of one size class. It is either leased (to a slab or a large storage) or idle in the pool. */
final class Block {
    final Region region;
    final long address;
    final int sizeClass;

    /** The next one below it on the pool's stack or in a chain that is being given back. */
    @Nullable
    Block next;

    Block(Region region, long address, int sizeClass) {
        this.region = region;
        this.address = address;
        this.sizeClass = sizeClass;
    }

    long bytes() {
        return SizeClasses.blockBytes(sizeClass);
    }
}
