package dev.vecgrad.simd;

/**
 * One inner loop. Implementations are generated from a {@link LoopSpec}; each has its own loops and its own code, over vectors and over scalars,
 * which give the same bits.
 *
 * <p>Until C2 has compiled it, a loop over vectors is some hundred times slower than afterwards, and makes as much garbage; one over scalars is slow
 * only until it is compiled at all. So calls run over scalars until the {@link Warmer} has seen that vectors are fast.
 */
abstract class Loop {
    /** Racy: whoever sees an old value computes the same. */
    private boolean vectors = Tier.CHOSEN.startsWithVectors();

    /**
     * Runs over {@code n} elements.
     *
     * @param p what the loop works on, in the order of {@link LoopSpec}: addresses, and the flags of a loop with lanes. At
     *     least 64 bytes after an operand's last element may be read; nothing outside the elements is written.
     */
    final void run(long[] p, int n) {
        if (n == 1) {
            one(p);
        } else {
            any(p, n);
        }
    }

    private void any(long[] p, int n) {
        if (vectors) {
            vectors(p, n);
        } else {
            scalars(p, n);
        }
    }

    /** Runs over one element; most loops without folds have code for it. */
    void one(long[] p) {
        any(p, 1);
    }

    /** Runs over vectors. */
    abstract void vectors(long[] p, int n);

    /**
     * Calls all methods that {@link #vectors} consists of so many times in vain: the JIT compiler counts calls, and those over elements cost
     * microseconds until it has compiled.
     */
    abstract void touch(int times);

    /** Runs over scalars. */
    abstract void scalars(long[] p, int n);

    /** Lets calls from now on run over vectors, or over scalars. */
    final void useVectors(boolean use) {
        vectors = use;
    }

    /** {@return whether calls run over vectors} */
    final boolean usesVectors() {
        return vectors;
    }
}
