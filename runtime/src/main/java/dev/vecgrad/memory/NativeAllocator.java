package dev.vecgrad.memory;

import dev.vecgrad.spi.DeviceAllocator;

/** The processor's memory: pages mapped by the system where we know how (Linux), else the C library's heap. */
public final class NativeAllocator implements DeviceAllocator {
    /** Apart, so that a JVM without native access says so in a sentence and not by failing to make a class. */
    private static final class Best {
        static final DeviceAllocator SOURCE = MappedPages.isAvailable() ? new MappedPages() : new CHeap();
    }

    /** An allocator by the best means the system has. */
    public NativeAllocator() {}

    /**
     * {@inheritDoc}
     *
     * @throws dev.vecgrad.type.DeviceException if this JVM has no native access
     */
    @Override
    public long allocate(long bytes) {
        NativeAccess.require();
        return Best.SOURCE.allocate(bytes);
    }

    @Override
    public void free(long address, long bytes) {
        Best.SOURCE.free(address, bytes);
    }
}
