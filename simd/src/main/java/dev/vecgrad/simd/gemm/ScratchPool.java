package dev.vecgrad.simd.gemm;

import java.lang.foreign.Arena;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Memory for packed blocks, one piece for each product that runs at the same time, kept for the next one. */
final class ScratchPool {
    private static final long ALIGNMENT = 128;
    private static final ConcurrentLinkedDeque<Long> FREE = new ConcurrentLinkedDeque<>();

    private ScratchPool() {}

    /** {@return the address of a piece that nobody else uses} */
    static long take() {
        Long free = FREE.pollFirst();
        return free != null
                ? free
                : Arena.global().allocate(Blocks.scratchBytes(), ALIGNMENT).address();
    }

    /** Gives a piece back. */
    static void giveBack(long address) {
        FREE.addFirst(address);
    }
}
