package dev.vecgrad.memory;

import dev.vecgrad.spi.DeviceAllocator;
import java.lang.foreign.Arena;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The processor's memory: pages mapped by the system where we know how (Linux), else the C library's heap. Linking the system's functions takes a
 * tenth of a second, so the first allocation, which serves small programs whole, comes from the JDK and stays for ever.
 */
public final class NativeAllocator implements DeviceAllocator {
    /** Apart, so that a JVM without native access says so in a sentence and not by failing to make a class. */
    private static final class Best {
        static final DeviceAllocator SOURCE = MappedPages.isAvailable() ? new MappedPages() : new CHeap();
    }

    /** Up to this the first allocation is the JDK's. */
    private static final long MOST_FIRST = 4 << 20;

    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile long first;

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
        if (bytes <= MOST_FIRST && begun.compareAndSet(false, true)) {
            first = Arena.global().allocate(bytes, SizeClasses.GRANULE).address();
            return first;
        }
        return Best.SOURCE.allocate(bytes);
    }

    @Override
    public void free(long address, long bytes) {
        if (address == first) {
            return;
        }
        Best.SOURCE.free(address, bytes);
    }
}
