package dev.vecgrad.simd;

/**
 * One loop of a program.
 *
 * @param loop what runs
 * @param spec what it computes
 * @param args for each of the loop's arguments the slot that holds it
 * @param padded whether it may compute past the last element: it writes scratch only
 */
record Step(Loop loop, LoopSpec spec, int[] args, boolean padded) {
    /** Runs over {@code n} elements with the arguments that {@code slots} holds; {@code p} is room for them. */
    void run(long[] slots, long[] p, int n) {
        int[] from = args;
        for (int i = 0; i < from.length; i++) {
            p[i] = slots[from[i]];
        }
        loop.run(p, n);
    }
}
