package dev.vecgrad.simd;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Native room for the values of a launch's blocks, used again by later launches, so that they allocate nothing. */
final class BlockRoom implements AutoCloseable {
    /** Larger room is not kept. */
    private static final long MOST_KEPT = 4 << 20;

    private static final ConcurrentLinkedQueue<MemorySegment> FREE = new ConcurrentLinkedQueue<>();

    private final MemorySegment memory;

    private BlockRoom(MemorySegment memory) {
        this.memory = memory;
    }

    /** {@return room that nobody else uses} */
    static BlockRoom of(long bytes) {
        MemorySegment free = FREE.poll();
        return new BlockRoom(
                free != null && free.byteSize() >= bytes
                        ? free
                        : Arena.ofAuto().allocate(Math.max(bytes, Math.min(2 * bytes, MOST_KEPT)), 64));
    }

    /** {@return where it begins; it is there until this is closed} */
    long address() {
        return memory.address();
    }

    @Override
    public void close() {
        if (memory.byteSize() <= MOST_KEPT) {
            FREE.offer(memory);
        }
    }
}
