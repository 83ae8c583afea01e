package dev.vecgrad.spi;

/** The source of a device's memory; the pool above it asks rarely and for large blocks. */
public interface DeviceAllocator {
    /**
     * {@return the address of a new block of {@code bytes} bytes, aligned to 128}
     *
     * @throws dev.vecgrad.type.OutOfNativeMemoryException if the system has none
     */
    long allocate(long bytes);

    /** Gives a block back to the system. */
    void free(long address, long bytes);
}
