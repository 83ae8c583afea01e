package dev.vecgrad.simd.rows;

import dev.vecgrad.spi.Workers;
import java.util.Arrays;

/*
 * Digits from the least to the most significant, each a stable pass: count, add up, move. A long row is cut into as many chunks as there are
 * threads; each chunk counts for itself and knows from the others' counts where its elements of each digit go. The result is
 * the same for any number of chunks. A digit that all elements share needs no pass.
 */
/** Stable sorting of whole numbers by their digits. Knuth, The Art of Computer Programming 3, section 5.2.5. */
final class Radix {
    private static final int SHORT = 256;
    private static final int PARALLEL = 1 << 16;
    private static final int WIDE_DIGITS = 1 << 12;

    private final Scratch scratch;
    private final int n;
    private final int bits;
    private final int chunks;
    private final int[][] counts;
    private final Workers workers;

    private Radix(Scratch scratch, int n, Workers workers) {
        this.scratch = scratch;
        this.n = n;
        this.bits = n >= WIDE_DIGITS ? 11 : 8;
        this.chunks = n >= PARALLEL ? workers.parallelism() : 1;
        this.counts = new int[chunks][1 << bits];
        this.workers = workers;
    }

    /** Sorts {@code scratch.keys}, which hold a narrow key above a place; numbers come in rising order of places. */
    static void sortPacked(Scratch scratch, int n, Workers workers) {
        if (n <= SHORT) {
            Arrays.sort(scratch.keys, 0, n);
        } else {
            new Radix(scratch, n, workers).sort(32, false);
        }
    }

    /** Sorts {@code scratch.keys} and moves {@code scratch.places} with them. */
    static void sortWide(Scratch scratch, int n, Workers workers) {
        if (n <= 32) {
            insert(scratch.keys, scratch.places, n);
        } else {
            new Radix(scratch, n, workers).sort(0, true);
        }
    }

    private static void insert(long[] keys, int[] places, int n) {
        for (int i = 1; i < n; i++) {
            long key = keys[i];
            int place = places[i];
            int j = i;
            for (; j > 0 && keys[j - 1] > key; j--) {
                keys[j] = keys[j - 1];
                places[j] = places[j - 1];
            }
            keys[j] = key;
            places[j] = place;
        }
    }

    private void sort(int lowest, boolean wide) {
        for (int shift = lowest; shift < Long.SIZE; shift += bits) {
            int digit = shift;
            workers.forEach(chunks, 1, (begin, end) -> count(begin, end, digit));
            if (!allInOne(digit)) {
                addUp();
                workers.forEach(chunks, 1, (begin, end) -> move(begin, end, digit, wide));
                scratch.swapKeys();
                if (wide) {
                    scratch.swapPlaces();
                }
            }
        }
    }

    private int start(long chunk) {
        return (int) (n * chunk / chunks);
    }

    /** The digit at a place of the key; the uppermost bit, which is the sign, counts as reversed. */
    private static int digit(long key, int shift, int mask) {
        return (int) ((key ^ Long.MIN_VALUE) >>> shift) & mask;
    }

    private void count(long begin, long end, int shift) {
        long[] keys = scratch.keys;
        int mask = (1 << bits) - 1;
        for (long chunk = begin; chunk < end; chunk++) {
            int[] count = counts[(int) chunk];
            Arrays.fill(count, 0);
            int last = start(chunk + 1);
            for (int i = start(chunk); i < last; i++) {
                count[digit(keys[i], shift, mask)]++;
            }
        }
    }

    private boolean allInOne(int shift) {
        int digit = digit(scratch.keys[0], shift, (1 << bits) - 1);
        int same = 0;
        for (int[] count : counts) {
            same += count[digit];
        }
        return same == n;
    }

    /** Makes of counts the places where elements go: by digit, then by chunk. */
    private void addUp() {
        int sum = 0;
        for (int digit = 0; digit < 1 << bits; digit++) {
            for (int[] count : counts) {
                int own = count[digit];
                count[digit] = sum;
                sum += own;
            }
        }
    }

    private void move(long begin, long end, int shift, boolean wide) {
        for (long chunk = begin; chunk < end; chunk++) {
            if (wide) {
                moveWide(start(chunk), start(chunk + 1), shift, counts[(int) chunk]);
            } else {
                movePacked(start(chunk), start(chunk + 1), shift, counts[(int) chunk]);
            }
        }
    }

    private void movePacked(int begin, int end, int shift, int[] to) {
        long[] keys = scratch.keys;
        long[] moved = scratch.otherKeys;
        int mask = (1 << bits) - 1;
        for (int i = begin; i < end; i++) {
            long key = keys[i];
            moved[to[digit(key, shift, mask)]++] = key;
        }
    }

    private void moveWide(int begin, int end, int shift, int[] to) {
        long[] keys = scratch.keys;
        long[] moved = scratch.otherKeys;
        int[] places = scratch.places;
        int[] movedPlaces = scratch.otherPlaces;
        int mask = (1 << bits) - 1;
        for (int i = begin; i < end; i++) {
            long key = keys[i];
            int at = to[digit(key, shift, mask)]++;
            moved[at] = key;
            movedPlaces[at] = places[i];
        }
    }
}
