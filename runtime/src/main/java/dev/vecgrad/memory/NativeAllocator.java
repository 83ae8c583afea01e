package dev.vecgrad.memory;

import dev.vecgrad.spi.DeviceAllocator;

/** The processor's memory: pages mapped by the system where we know how (Linux), else the C library's heap. */
public final class NativeAllocator implements DeviceAllocator {
    private final DeviceAllocator source;

    /** An allocator by the best means the system has. */
    public NativeAllocator() {
        this(MappedPages.isAvailable() ? new MappedPages() : new CHeap());
    }

    NativeAllocator(DeviceAllocator source) {
        this.source = source;
    }

    @Override
    public long allocate(long bytes) {
        return source.allocate(bytes);
    }

    @Override
    public void free(long address, long bytes) {
        source.free(address, bytes);
    }
}
