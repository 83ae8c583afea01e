package dev.vecgrad.simd;

/**
 * Philox4x32-10, a counter-based random generator: each block of four words is a function of the key and the block's number.
 *
 * <p>Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3. SC 2011.
 */
final class Philox {
    private static final long MULTIPLIER_0 = 0xD2511F53L;
    private static final long MULTIPLIER_1 = 0xCD9E8D57L;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;
    private static final int ROUNDS = 10;
    private static final long WORD = 0xffffffffL;

    private Philox() {}

    /**
     * Writes the words {@code begin} to {@code end} of the stream; {@code begin} is a multiple of 4.
     *
     * @param address of word 0
     */
    static void fill(long seed, long offset, long address, long begin, long end) {
        for (long word = begin; word < end; word += 4) {
            block(seed, offset + word / 4, address + 4 * word, (int) Math.min(4, end - word));
        }
    }

    private static void block(long seed, long counter, long address, int words) {
        long c0 = counter & WORD;
        long c1 = counter >>> 32;
        long c2 = 0;
        long c3 = 0;
        int k0 = (int) seed;
        int k1 = (int) (seed >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            long p0 = c0 * MULTIPLIER_0;
            long p1 = c2 * MULTIPLIER_1;
            c0 = (p1 >>> 32) ^ c1 ^ (k0 & WORD);
            c1 = p1 & WORD;
            c2 = (p0 >>> 32) ^ c3 ^ (k1 & WORD);
            c3 = p0 & WORD;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        store(address, words, c0, c1, c2, c3);
    }

    private static void store(long address, int words, long c0, long c1, long c2, long c3) {
        Memory.putInt(address, (int) c0);
        if (words > 1) {
            Memory.putInt(address + 4, (int) c1);
        }
        if (words > 2) {
            Memory.putInt(address + 8, (int) c2);
        }
        if (words > 3) {
            Memory.putInt(address + 12, (int) c3);
        }
    }
}
