package dev.vecgrad.simd.rows;

import dev.vecgrad.ir.RowCall;
import dev.vecgrad.spi.Workers;
import dev.vecgrad.type.DType;
import java.util.Arrays;

/*
 * A sum waits for the one before it, so one chain of them leaves the machine idle. Blocks do not wait for each other: their totals
 * come first, four blocks at a time, then the carries, then the results, again four at a time. Rows of one block need no totals. Rows that
 * lie interleaved go along together, a stretch of columns at a time.
 */
/** Cumulative sums. */
final class SumScan {
    private static final int BLOCK = RowCall.BLOCK;
    private static final int COLUMNS = 512;
    private static final int SIDE_BY_SIDE = 4;

    private final Rows rows;
    private final boolean reverse;
    private final DType dtype;
    private final long blocks;
    private final long step;

    SumScan(Rows rows, boolean reverse) {
        this.rows = rows;
        this.reverse = reverse;
        this.dtype = rows.dtype;
        this.blocks = Math.ceilDiv(rows.length, BLOCK);
        this.step = (reverse ? -1 : 1) * rows.step(0);
    }

    void run(Workers workers) {
        switch (dtype) {
            case FLOAT32, FLOAT64 -> {
                if (rows.inner() > 1) {
                    columns(workers);
                } else {
                    blocks(workers);
                }
            }
            case INT64 -> rows.forEach(workers, 1, this::wholeRows);
            case INT32, BOOL -> throw new IllegalArgumentException("sums of " + dtype + " are int64");
        }
    }

    private long at(int operand, long row) {
        return rows.at(operand, row) + (reverse ? (rows.length - 1L) * rows.step(operand) : 0);
    }

    private void wholeRows(long begin, long end) {
        for (long row = begin; row < end; row++) {
            long from = at(0, row);
            long to = at(1, row);
            long sum = 0;
            for (long i = 0; i < rows.length; i++) {
                sum += Native.getLong(from + i * step);
                Native.put(to + i * step, sum);
            }
        }
    }

    // ---- rows that lie one after the other

    private void blocks(Workers workers) {
        long units = rows.count * blocks;
        double[] carries = new double[blocks == 1 ? 1 : Math.toIntExact(units)];
        long grain = Math.max(SIDE_BY_SIDE, (1 << 14) / Math.min(BLOCK, rows.length));
        if (blocks > 1) {
            workers.forEach(units, grain, (begin, end) -> each(begin, end, carries, false));
            carry(carries);
        }
        workers.forEach(units, grain, (begin, end) -> each(begin, end, carries, true));
    }

    /** Makes of the blocks' totals what comes before each. */
    private void carry(double[] carries) {
        for (int unit = 0; unit < carries.length; ) {
            double carry = 0;
            for (int b = 0; b < blocks; b++, unit++) {
                double total = carries[unit];
                carries[unit] = carry;
                carry += total;
            }
        }
    }

    private void each(long begin, long end, double[] carries, boolean writing) {
        long unit = begin;
        for (; unit + SIDE_BY_SIDE <= end && sameLength(unit); unit += SIDE_BY_SIDE) {
            four(unit, carries, writing);
        }
        for (; unit < end; unit++) {
            one(unit, carries, writing);
        }
    }

    private boolean sameLength(long unit) {
        for (int i = 1; i < SIDE_BY_SIDE; i++) {
            if (length(unit + i) != length(unit)) {
                return false;
            }
        }
        return true;
    }

    private int length(long unit) {
        return (int) Math.min(BLOCK, rows.length - unit % blocks * BLOCK);
    }

    private long place(int operand, long unit) {
        return at(operand, unit / blocks) + unit % blocks * BLOCK * step;
    }

    private double carry(double[] carries, long unit) {
        return blocks == 1 ? 0 : carries[(int) unit];
    }

    private void one(long unit, double[] carries, boolean writing) {
        long from = place(0, unit);
        int n = length(unit);
        if (writing) {
            write(from, place(1, unit), n, carry(carries, unit));
        } else {
            carries[(int) unit] = dtype == DType.FLOAT32 ? floatTotal(from, n) : doubleTotal(from, n);
        }
    }

    private double floatTotal(long from, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Native.getFloat(from + i * step);
        }
        return sum;
    }

    private double doubleTotal(long from, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Native.getDouble(from + i * step);
        }
        return sum;
    }

    private void write(long from, long to, int n, double carry) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            if (dtype == DType.FLOAT32) {
                sum += Native.getFloat(from + i * step);
                Native.put(to + i * step, (float) (carry + sum));
            } else {
                sum += Native.getDouble(from + i * step);
                Native.put(to + i * step, carry + sum);
            }
        }
    }

    private void four(long unit, double[] carries, boolean writing) {
        long[] from = new long[SIDE_BY_SIDE];
        long[] to = new long[SIDE_BY_SIDE];
        double[] sums = new double[SIDE_BY_SIDE];
        for (int i = 0; i < SIDE_BY_SIDE; i++) {
            from[i] = place(0, unit + i);
            to[i] = place(1, unit + i);
            sums[i] = carry(carries, unit + i);
        }
        FourSums four = new FourSums(dtype, from, to, step, length(unit));
        if (writing) {
            four.write(sums);
        } else {
            four.totals(sums);
            System.arraycopy(sums, 0, carries, (int) unit, SIDE_BY_SIDE);
        }
    }

    // ---- rows that lie interleaved

    private void columns(Workers workers) {
        long stretches = Math.ceilDiv(rows.inner(), COLUMNS);
        long outer = rows.count / rows.inner();
        long grain = Math.max(1, (1 << 14) / Math.max(1, (long) rows.length * Math.min(COLUMNS, rows.inner())));
        workers.forEach(outer * stretches, grain, (begin, end) -> {
            double[] block = new double[COLUMNS];
            double[] carry = new double[COLUMNS];
            for (long unit = begin; unit < end; unit++) {
                int first = (int) (unit % stretches) * COLUMNS;
                long row = unit / stretches * rows.inner() + first;
                columns(row, Math.min(COLUMNS, rows.inner() - first), block, carry);
            }
        });
    }

    private void columns(long row, int width, double[] block, double[] carry) {
        Arrays.fill(block, 0);
        Arrays.fill(carry, 0);
        long from = at(0, row);
        long to = at(1, row);
        for (int i = 0; i < rows.length; i++) {
            if (dtype == DType.FLOAT32) {
                floatLine(from + i * step, to + i * step, width, block, carry);
            } else {
                doubleLine(from + i * step, to + i * step, width, block, carry);
            }
            if ((i + 1) % BLOCK == 0) {
                endBlock(block, carry);
            }
        }
    }

    private static void endBlock(double[] block, double[] carry) {
        for (int c = 0; c < COLUMNS; c++) {
            carry[c] += block[c];
            block[c] = 0;
        }
    }

    private static void floatLine(long from, long to, int width, double[] block, double[] carry) {
        for (int c = 0; c < width; c++) {
            double sum = block[c] + Native.getFloat(from + 4L * c);
            block[c] = sum;
            Native.put(to + 4L * c, (float) (carry[c] + sum));
        }
    }

    private static void doubleLine(long from, long to, int width, double[] block, double[] carry) {
        for (int c = 0; c < width; c++) {
            double sum = block[c] + Native.getDouble(from + 8L * c);
            block[c] = sum;
            Native.put(to + 8L * c, carry[c] + sum);
        }
    }
}
