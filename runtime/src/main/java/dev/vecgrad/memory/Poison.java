package dev.vecgrad.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Debugging aid: fills freed memory with a pattern and finds it changed when it is handed out again. The pattern is all ones: NaN as float
 * or double, -1 as an integer.
 *
 * @param on whether it does anything
 */
record Poison(boolean on) {
    private static final long PATTERN = -1;

    void fill(long address, long bytes) {
        if (on) {
            MemorySegment.ofAddress(address).reinterpret(bytes).fill((byte) PATTERN);
        }
    }

    /**
     * Checks that nobody wrote since the last fill.
     *
     * @throws IllegalStateException with the place of the first write, if any
     */
    void check(long address, long bytes) {
        if (!on) {
            return;
        }
        MemorySegment freed = MemorySegment.ofAddress(address).reinterpret(bytes);
        for (long at = 0; at < bytes; at += Long.BYTES) {
            long found = freed.get(ValueLayout.JAVA_LONG, at);
            if (found != PATTERN) {
                throw new IllegalStateException("memory: written after it was freed: byte " + at + " of " + bytes
                        + " at address " + address + " holds " + Long.toHexString(found));
            }
        }
    }
}
