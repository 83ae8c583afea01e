package dev.vecgrad.ir;

/**
 * The random words of Philox4x32-10: ten rounds of multiplications and keys over a counter of four words. Salmon, Moraes, Dror,
 * Shaw: Parallel Random Numbers: As Easy as 1, 2, 3 (2011).
 */
public final class Philox {
    /** The rounds. */
    public static final int ROUNDS = 10;
    /** The multiplier of the first word. */
    public static final int M0 = 0xD2511F53;
    /** The multiplier of the third word. */
    public static final int M1 = 0xCD9E8D57;
    /** What the key's first word grows by each round. */
    public static final int W0 = 0x9E3779B9;
    /** What the key's second word grows by each round. */
    public static final int W1 = 0xBB67AE85;

    private Philox() {}

    /** {@return word {@code i} of the stream that {@link Call.Philox} defines} */
    public static int word(long seed, long offset, long i) {
        long low = offset + i / 4;
        int[] counter = {(int) low, (int) (low >>> 32), 0, 0};
        return block(counter, (int) seed, (int) (seed >>> 32))[(int) (i % 4)];
    }

    /** {@return the four words for a counter of four and a key of two words, least significant first} */
    public static int[] block(int[] counter, int key0, int key1) {
        int[] c = counter.clone();
        int k0 = key0;
        int k1 = key1;
        for (int round = 0; round < ROUNDS; round++) {
            long p0 = Integer.toUnsignedLong(M0) * Integer.toUnsignedLong(c[0]);
            long p1 = Integer.toUnsignedLong(M1) * Integer.toUnsignedLong(c[2]);
            c = new int[] {(int) (p1 >>> 32) ^ c[1] ^ k0, (int) p1, (int) (p0 >>> 32) ^ c[3] ^ k1, (int) p0};
            k0 += W0;
            k1 += W1;
        }
        return c;
    }
}
