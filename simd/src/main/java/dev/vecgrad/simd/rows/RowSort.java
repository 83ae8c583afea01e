package dev.vecgrad.simd.rows;

import dev.vecgrad.spi.Workers;

/**
 * Whole orders of rows, as keys with places. Several rows are shared out among threads; a single long one is sorted by all of them. Keys of 32
 * bits and their places are one number each.
 */
final class RowSort {
    private static final int EFFORT = 16;
    private static final int CHUNK = 1 << 13;

    private final Rows rows;
    private final Workers workers;

    RowSort(Rows rows, Workers workers) {
        this.rows = rows;
        this.workers = workers;
    }

    /** Writes each row in order, or as much of it as the results have room for. */
    void sort(boolean descending) {
        each((row, scratch) -> {
            order(scratch, row, descending);
            write(scratch, row);
        });
    }

    /** Writes the most frequent element of each row. */
    void mode() {
        each((row, scratch) -> {
            order(scratch, row, false);
            int place = mode(scratch);
            Native.copy(rows.at(0, row) + place * rows.step(0), rows.at(1, row), rows.itemSize(0));
            Native.put(rows.at(2, row), (long) place);
        });
    }

    /** What is done with a row. */
    interface Row {
        void run(long row, Scratch scratch);
    }

    private void each(Row work) {
        rows.forEach(workers, EFFORT, (begin, end) -> {
            try (Scratch scratch = Scratch.take()) {
                for (long row = begin; row < end; row++) {
                    work.run(row, scratch);
                }
            }
        });
    }

    private void order(Scratch scratch, long row, boolean descending) {
        int n = rows.length;
        boolean narrow = Keys.areNarrow(rows.dtype);
        if (narrow) {
            scratch.ensurePacked(n);
        } else {
            scratch.ensureWide(n);
        }
        long from = rows.at(0, row);
        workers.forEach(n, CHUNK, (begin, end) -> {
            Keys.fill(rows.dtype, from, rows.step(0), (int) begin, (int) end, descending, scratch.keys);
            if (narrow) {
                Keys.pack(scratch.keys, (int) begin, (int) end);
            } else {
                number(scratch.places, (int) begin, (int) end);
            }
        });
        if (narrow) {
            Radix.sortPacked(scratch, n, workers);
        } else {
            Radix.sortWide(scratch, n, workers);
        }
    }

    private static void number(int[] places, int begin, int end) {
        for (int i = begin; i < end; i++) {
            places[i] = i;
        }
    }

    private int place(Scratch scratch, int i) {
        return Keys.areNarrow(rows.dtype) ? Keys.place(scratch.keys[i]) : scratch.places[i];
    }

    private void write(Scratch scratch, long row) {
        long from = rows.at(0, row);
        long values = rows.at(1, row);
        long indices = rows.at(2, row);
        workers.forEach(rows.length(1), CHUNK, (begin, end) -> {
            for (int i = (int) begin; i < end; i++) {
                int place = place(scratch, i);
                Native.copy(from + place * rows.step(0), values + i * rows.step(1), rows.itemSize(0));
                Native.put(indices + i * rows.step(2), (long) place);
            }
        });
    }

    private int mode(Scratch scratch) {
        int best = 0;
        int most = 0;
        int run = 0;
        for (int i = 0; i < rows.length; i++) {
            run = i > 0 && isSame(scratch.keys[i - 1], scratch.keys[i]) ? run + 1 : 1;
            if (run > most) {
                most = run;
                best = i;
            }
        }
        return place(scratch, best);
    }

    private boolean isSame(long a, long b) {
        boolean narrow = Keys.areNarrow(rows.dtype);
        boolean same = narrow ? Keys.sameKey(a, b) : a == b;
        return same && !Keys.isNan(rows.dtype, narrow ? Keys.key(a) : a);
    }
}
