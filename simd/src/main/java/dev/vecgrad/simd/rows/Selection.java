package dev.vecgrad.simd.rows;

import dev.vecgrad.spi.Workers;
import java.util.Arrays;

/*
 * The key at a place of the order is found without sorting: the keys are counted by their uppermost digit, those of the digit
 * in question are kept, and so on. Then the row is gone through once more for the elements with that key or a smaller one.
 */
/** Parts of the order of rows: its first elements, a single one, the middle one. */
final class Selection {
    private static final int EFFORT = 4;
    private static final int DIGIT = 11;
    private static final int FEW = 48;

    private final Rows rows;
    private final Workers workers;

    Selection(Rows rows, Workers workers) {
        this.rows = rows;
        this.workers = workers;
    }

    private interface Row {
        void run(long row, Scratch scratch, int[] counts);
    }

    private void each(Row work) {
        rows.forEach(workers, EFFORT, (begin, end) -> {
            try (Scratch scratch = Scratch.take()) {
                scratch.ensureWide(rows.length);
                int[] counts = new int[1 << DIGIT];
                for (long row = begin; row < end; row++) {
                    work.run(row, scratch, counts);
                }
            }
        });
    }

    private void fill(long row, boolean complement, long[] keys) {
        Keys.fill(rows.dtype, rows.at(0, row), rows.step(0), 0, rows.length, complement, keys);
    }

    private void put(long row, int i, int place) {
        Native.copy(rows.at(0, row) + place * rows.step(0), rows.at(1, row) + i * rows.step(1), rows.itemSize(0));
        Native.put(rows.at(2, row) + i * rows.step(2), (long) place);
    }

    // ---- single elements

    /** Writes the element at place {@code k} of each row's order. */
    void kth(int k) {
        each((row, scratch, counts) -> {
            fill(row, false, scratch.keys);
            put(row, 0, find(scratch, k, counts));
        });
    }

    /** Writes each row's median. */
    void median(boolean skipNan) {
        each((row, scratch, counts) -> {
            fill(row, false, scratch.keys);
            int nans = nans(scratch.keys);
            boolean nan = nans > 0 && !skipNan;
            int k = nan ? rows.length - nans : Math.max(0, rows.length - nans - 1) / 2;
            put(row, 0, find(scratch, k, counts));
        });
    }

    private int nans(long[] keys) {
        int nans = 0;
        if (rows.dtype.isFloatingPoint()) {
            for (int i = 0; i < rows.length; i++) {
                nans += Keys.isNan(rows.dtype, keys[i]) ? 1 : 0;
            }
        }
        return nans;
    }

    /** {@return where the element at place {@code k} of the order is, among equals by their places} */
    private int find(Scratch scratch, int k, int[] counts) {
        System.arraycopy(scratch.keys, 0, scratch.otherKeys, 0, rows.length);
        long found = select(scratch.otherKeys, rows.length, k, counts);
        int before = 0;
        for (int i = 0; i < rows.length; i++) {
            before += scratch.keys[i] < found ? 1 : 0;
        }
        int nth = k - before;
        for (int i = 0; ; i++) {
            if (scratch.keys[i] == found && nth-- == 0) {
                return i;
            }
        }
    }

    // ---- the first elements

    /** Writes the first elements of each row's order. */
    void top(boolean greatest) {
        int k = rows.length(1);
        each((row, scratch, counts) -> {
            fill(row, greatest, scratch.keys);
            System.arraycopy(scratch.keys, 0, scratch.otherKeys, 0, rows.length);
            long last = k <= FEW ? least(scratch.otherKeys, k) : select(scratch.otherKeys, rows.length, k - 1, counts);
            collect(scratch, last, k);
            Radix.sortWide(scratch, k, workers);
            for (int i = 0; i < k; i++) {
                put(row, i, scratch.places[i]);
            }
        });
    }

    /** {@return the greatest of the {@code k} least keys, of which the first numbers of the array become a list} */
    private long least(long[] keys, int k) {
        Arrays.sort(keys, 0, k);
        long last = keys[k - 1];
        for (int i = k; i < rows.length; i++) {
            long key = keys[i];
            if (key < last) {
                int j = k - 1;
                for (; j > 0 && keys[j - 1] > key; j--) {
                    keys[j] = keys[j - 1];
                }
                keys[j] = key;
                last = keys[k - 1];
            }
        }
        return last;
    }

    /** Gathers the first {@code k} keys of the order, the last of which is {@code last}, with their places, at the front of the scratch. */
    private void collect(Scratch scratch, long last, int k) {
        long[] keys = scratch.keys;
        int below = 0;
        for (int i = 0; i < rows.length; i++) {
            below += keys[i] < last ? 1 : 0;
        }
        int equals = k - below;
        int n = 0;
        for (int i = 0; n < k; i++) {
            long key = keys[i];
            if (key < last || key == last && equals-- > 0) {
                keys[n] = key;
                scratch.places[n++] = i;
            }
        }
    }

    // ---- by digits

    /** {@return the key at place {@code k} of the order of the first {@code length} keys, which are lost} */
    private long select(long[] keys, int length, int k, int[] counts) {
        int n = length;
        int place = k;
        for (int shift = (Keys.areNarrow(rows.dtype) ? 32 : 64) - DIGIT; n > FEW; shift -= DIGIT) {
            int low = Math.max(shift, 0);
            count(keys, n, low, counts);
            int digit = 0;
            for (; place >= counts[digit]; digit++) {
                place -= counts[digit];
            }
            n = keep(keys, n, low, digit);
            if (low == 0) {
                return keys[0];
            }
        }
        Arrays.sort(keys, 0, n);
        return keys[place];
    }

    /** The digit from {@code low} on, with the sign's bit reversed so that digits rise with the keys. */
    private int digit(long key, int low) {
        long sign = Keys.areNarrow(rows.dtype) ? 0x8000_0000L : Long.MIN_VALUE;
        return (int) ((key ^ sign) >>> low) & ((1 << DIGIT) - 1);
    }

    private void count(long[] keys, int n, int low, int[] counts) {
        Arrays.fill(counts, 0);
        for (int i = 0; i < n; i++) {
            counts[digit(keys[i], low)]++;
        }
    }

    private int keep(long[] keys, int n, int low, int digit) {
        int kept = 0;
        for (int i = 0; i < n; i++) {
            long key = keys[i];
            if (digit(key, low) == digit) {
                keys[kept++] = key;
            }
        }
        return kept;
    }
}
