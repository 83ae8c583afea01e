package dev.vecgrad.memory;

/**
 * One allocation of the system. A small block is cut from a region that it shares with others, a large one has its own. The last page
 * stays uncut, so that a kernel may read past the end of any block.
 */
final class Region {
    final long address;
    final long bytes;
    private long cut;
    private long leased;

    Region(long address, long bytes) {
        this.address = address;
        this.bytes = bytes;
    }

    /** {@return how many bytes can still be cut off} */
    long uncut() {
        return bytes - SizeClasses.PAGE - cut;
    }

    /** {@return a block of the given class that was never used before; it must fit} */
    Block cut(int sizeClass) {
        Block block = new Block(this, address + cut, sizeClass);
        cut += block.bytes();
        return block;
    }

    void lease(Block block) {
        leased += block.bytes();
    }

    void giveBack(Block block) {
        leased -= block.bytes();
    }

    /** {@return whether no block of it is leased} */
    boolean isIdle() {
        return leased == 0;
    }
}
