package dev.vecgrad.opencl;

import java.lang.foreign.MemorySegment;

/** Memory for the totals of blocks between two kernels. One piece serves all, because kernels run one after the other; it grows. */
final class Scratch {
    private static final long FIRST = 1 << 16;

    private final CommandQueue queue;
    private MemorySegment buffer = MemorySegment.NULL;
    private long bytes;

    Scratch(CommandQueue queue) {
        this.queue = queue;
    }

    /** {@return a buffer of at least this size; its content is nobody's after the kernels that were queued for one launch} */
    synchronized MemorySegment atLeast(long needed) {
        if (needed > bytes) {
            long larger = Math.max(FIRST, Long.highestOneBit(needed - 1) << 1);
            MemorySegment fresh = queue.createBuffer(larger, MemorySegment.NULL);
            if (bytes > 0) {
                queue.releaseBuffer(buffer);
            }
            buffer = fresh;
            bytes = larger;
        }
        return buffer;
    }
}
