package dev.vecgrad.simd;

/**
 * One inner loop. Implementations are generated from a {@link LoopSpec}; each has its own loop and its own code.
 */
interface Loop {
    /**
     * Runs over {@code n} elements.
     *
     * @param p what the loop works on, in the order of {@link LoopSpec}: addresses, and the flags of a loop with lanes. At
     *     least 64 bytes after an operand's last element may be read; nothing outside the elements is written.
     */
    void run(long[] p, int n);
}
