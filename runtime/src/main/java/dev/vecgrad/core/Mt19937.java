package dev.vecgrad.core;

/**
 * The Mersenne Twister MT19937: 32 random bits a call, period 2^19937 - 1.
 *
 * <p>NumPy's legacy {@code RandomState} and PyTorch's CPU generator both stand on this sequence and are seeded alike, so
 * one engine serves both; what they make of the bits differs. Not safe for several threads: who shares it locks.
 *
 * <p>Source: M. Matsumoto and T. Nishimura, "Mersenne Twister: a 623-dimensionally equidistributed uniform pseudo-random
 * number generator", ACM TOMACS 8(1), 1998, with the seeding of 2002.
 */
public final class Mt19937 {
    /** How many numbers a {@link #place} has. */
    static final int PLACE_LENGTH = 1 + 624 / 2;

    private static final int N = 624;
    private static final int M = 397;
    private static final int MATRIX_A = 0x9908b0df;
    private static final int UPPER_MASK = 0x80000000;
    private static final int LOWER_MASK = 0x7fffffff;
    private static final int SEED_MULTIPLIER = 1812433253;

    private final int[] state;
    private int next;

    /** Seeds with the low 32 bits of {@code seed}; equal low bits give equal sequences. */
    public Mt19937(long seed) {
        this.state = new int[N];
        this.next = N;
        state[0] = (int) seed;
        for (int i = 1; i < N; i++) {
            state[i] = SEED_MULTIPLIER * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
        }
    }

    private Mt19937(Mt19937 other) {
        this.state = other.state.clone();
        this.next = other.next;
    }

    /** {@return an engine that continues from the same position, independently} */
    public Mt19937 copy() {
        return new Mt19937(this);
    }

    /** {@return where it stands: how many words of its state are used, and the state, two words a number, the first one above} */
    long[] place() {
        long[] place = new long[PLACE_LENGTH];
        place[0] = next;
        for (int i = 1; i < PLACE_LENGTH; i++) {
            place[i] = (long) state[2 * i - 2] << 32 | Integer.toUnsignedLong(state[2 * i - 1]);
        }
        return place;
    }

    /** {@return an engine that stands at a {@link #place}} */
    static Mt19937 resume(long[] place) {
        if (place[0] < 0 || place[0] > N) {
            throw RandomStream.noPlace(place[0] + " words are used of " + N);
        }
        var engine = new Mt19937(0);
        engine.next = (int) place[0];
        for (int i = 1; i < PLACE_LENGTH; i++) {
            engine.state[2 * i - 2] = (int) (place[i] >>> 32);
            engine.state[2 * i - 1] = (int) place[i];
        }
        return engine;
    }

    /** {@return the next 32 bits} */
    public int nextInt() {
        if (next == N) {
            twistAll();
            next = 0;
        }
        return temper(state[next++]);
    }

    /** {@return the next 32 bits as a number from 0 to 2^32 - 1} */
    public long nextUnsignedInt() {
        return Integer.toUnsignedLong(nextInt());
    }

    /** {@return 64 bits made of two calls, the first one above} */
    public long nextLong() {
        long high = nextUnsignedInt();
        return high << 32 | nextUnsignedInt();
    }

    private void twistAll() {
        for (int i = 0; i < N - M; i++) {
            state[i] = state[i + M] ^ twist(state[i], state[i + 1]);
        }
        for (int i = N - M; i < N - 1; i++) {
            state[i] = state[i + M - N] ^ twist(state[i], state[i + 1]);
        }
        state[N - 1] = state[M - 1] ^ twist(state[N - 1], state[0]);
    }

    private static int twist(int upper, int lower) {
        int mixed = (upper & UPPER_MASK) | (lower & LOWER_MASK);
        return (mixed >>> 1) ^ (-(lower & 1) & MATRIX_A);
    }

    private static int temper(int bits) {
        int y = bits ^ (bits >>> 11);
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        return y ^ (y >>> 18);
    }
}
