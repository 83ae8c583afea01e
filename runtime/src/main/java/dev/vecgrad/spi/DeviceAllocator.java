package dev.vecgrad.spi;

/** The source of a device's memory; the pool above it asks rarely and for large blocks. */
public interface DeviceAllocator {
    /**
     * {@return the address of a new block of {@code bytes} bytes, aligned to 128} Where the processor cannot see the memory, addresses are
     * numbers that the device's backend understands; those of a block are consecutive and no other block has them.
     *
     * @throws dev.vecgrad.type.OutOfNativeMemoryException if the system has none
     */
    long allocate(long bytes);

    /** Gives a block back to the system, after all work in the device's queue that may use it. */
    void free(long address, long bytes);

    /** {@return how many bytes the device has; 0 if its memory is the machine's} */
    default long capacity() {
        return 0;
    }
}
