package dev.vecgrad.simd.rows;

import dev.vecgrad.spi.Workers;

/** Scans whose steps wait for each other: products, extrema, linear recurrences. Rows are shared out among threads. */
final class OtherScans {
    private static final int EFFORT = 4;

    private final Rows rows;

    OtherScans(Rows rows) {
        this.rows = rows;
    }

    /** A row's work. */
    private interface Row {
        void run(long row);
    }

    private void each(Workers workers, Row work) {
        rows.forEach(workers, EFFORT, (begin, end) -> {
            for (long row = begin; row < end; row++) {
                work.run(row);
            }
        });
    }

    // ---- products

    void product(Workers workers) {
        each(
                workers,
                switch (rows.dtype) {
                    case FLOAT32 -> this::floatProduct;
                    case FLOAT64 -> this::doubleProduct;
                    case INT64 -> this::wholeProduct;
                    case INT32, BOOL -> throw new IllegalArgumentException("products of " + rows.dtype + " are int64");
                });
    }

    private void floatProduct(long row) {
        long from = rows.at(0, row);
        long to = rows.at(1, row);
        long step = rows.step(0);
        double product = 1;
        for (int i = 0; i < rows.length; i++) {
            product *= Native.getFloat(from + i * step);
            Native.put(to + i * step, (float) product);
        }
    }

    private void doubleProduct(long row) {
        long from = rows.at(0, row);
        long to = rows.at(1, row);
        long step = rows.step(0);
        double product = 1;
        for (int i = 0; i < rows.length; i++) {
            product *= Native.getDouble(from + i * step);
            Native.put(to + i * step, product);
        }
    }

    private void wholeProduct(long row) {
        long from = rows.at(0, row);
        long to = rows.at(1, row);
        long step = rows.step(0);
        long product = 1;
        for (int i = 0; i < rows.length; i++) {
            product *= Native.getLong(from + i * step);
            Native.put(to + i * step, product);
        }
    }

    // ---- recurrences

    void recurrence(boolean reverse, Workers workers) {
        each(
                workers,
                switch (rows.dtype) {
                    case FLOAT32 -> row -> floatRecurrence(row, reverse);
                    case FLOAT64 -> row -> doubleRecurrence(row, reverse);
                    case INT64, INT32, BOOL -> throw new IllegalArgumentException("no recurrence of " + rows.dtype);
                });
    }

    private void floatRecurrence(long row, boolean reverse) {
        long skipped = reverse ? (rows.length - 1) * rows.step(0) : 0;
        long factor = rows.at(0, row) + skipped;
        long term = rows.at(1, row) + skipped;
        long to = rows.at(2, row) + skipped;
        long step = reverse ? -rows.step(0) : rows.step(0);
        double running = 0;
        for (int i = 0; i < rows.length; i++) {
            running = Native.getFloat(factor + i * step) * running + Native.getFloat(term + i * step);
            Native.put(to + i * step, (float) running);
        }
    }

    private void doubleRecurrence(long row, boolean reverse) {
        long skipped = reverse ? (rows.length - 1) * rows.step(0) : 0;
        long factor = rows.at(0, row) + skipped;
        long term = rows.at(1, row) + skipped;
        long to = rows.at(2, row) + skipped;
        long step = reverse ? -rows.step(0) : rows.step(0);
        double running = 0;
        for (int i = 0; i < rows.length; i++) {
            running = Native.getDouble(factor + i * step) * running + Native.getDouble(term + i * step);
            Native.put(to + i * step, running);
        }
    }

    // ---- extrema

    void extreme(boolean greatest, Workers workers) {
        each(
                workers,
                switch (rows.dtype) {
                    case FLOAT32 -> row -> floatExtreme(row, greatest);
                    case FLOAT64 -> row -> doubleExtreme(row, greatest);
                    case INT64, INT32, BOOL -> row -> wholeExtreme(row, greatest);
                });
    }

    private void floatExtreme(long row, boolean greatest) {
        long from = rows.at(0, row);
        long to = rows.at(1, row);
        long index = rows.at(2, row);
        long step = rows.step(0);
        float best = Native.getFloat(from);
        long place = 0;
        for (int i = 0; i < rows.length; i++) {
            float x = Native.getFloat(from + i * step);
            if (Float.isNaN(x) || (greatest ? x >= best : x <= best)) {
                best = x;
                place = i;
            }
            Native.put(to + i * step, best);
            Native.put(index + i * rows.step(2), place);
        }
    }

    private void doubleExtreme(long row, boolean greatest) {
        long from = rows.at(0, row);
        long to = rows.at(1, row);
        long index = rows.at(2, row);
        long step = rows.step(0);
        double best = Native.getDouble(from);
        long place = 0;
        for (int i = 0; i < rows.length; i++) {
            double x = Native.getDouble(from + i * step);
            if (Double.isNaN(x) || (greatest ? x >= best : x <= best)) {
                best = x;
                place = i;
            }
            Native.put(to + i * step, best);
            Native.put(index + i * rows.step(2), place);
        }
    }

    private void wholeExtreme(long row, boolean greatest) {
        long from = rows.at(0, row);
        long to = rows.at(1, row);
        long index = rows.at(2, row);
        long step = rows.step(0);
        int size = rows.itemSize(0);
        long best = whole(from, size);
        long place = 0;
        for (int i = 0; i < rows.length; i++) {
            long x = whole(from + i * step, size);
            if (greatest ? x >= best : x <= best) {
                best = x;
                place = i;
            }
            Native.copy(from + place * step, to + i * step, size);
            Native.put(index + i * rows.step(2), place);
        }
    }

    private static long whole(long address, int size) {
        return switch (size) {
            case 1 -> Native.getByte(address);
            case 4 -> Native.getInt(address);
            default -> Native.getLong(address);
        };
    }
}
