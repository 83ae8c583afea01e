package dev.vecgrad.simd.rows;

import dev.vecgrad.type.DType;

/**
 * Sums of four blocks at a time, whose chains of additions fill the machine together.
 *
 * @param from where the blocks' elements begin
 * @param to where their cumulative sums go
 * @param step the bytes from one element to the next
 * @param n the length of each block
 */
record FourSums(DType dtype, long[] from, long[] to, long step, int n) {
    /** Stores the blocks' sums. */
    void totals(double[] sums) {
        if (dtype == DType.FLOAT32) {
            floatTotals(sums);
        } else {
            doubleTotals(sums);
        }
    }

    /** Writes cumulative sums; {@code before} has what comes before each block. */
    void write(double[] before) {
        if (dtype == DType.FLOAT32) {
            writeFloats(before[0], before[1], before[2], before[3]);
        } else {
            writeDoubles(before[0], before[1], before[2], before[3]);
        }
    }

    private void floatTotals(double[] sums) {
        long a = from[0];
        long b = from[1];
        long c = from[2];
        long d = from[3];
        double sa = 0;
        double sb = 0;
        double sc = 0;
        double sd = 0;
        for (int i = 0; i < n; i++) {
            long at = i * step;
            sa += Native.getFloat(a + at);
            sb += Native.getFloat(b + at);
            sc += Native.getFloat(c + at);
            sd += Native.getFloat(d + at);
        }
        sums[0] = sa;
        sums[1] = sb;
        sums[2] = sc;
        sums[3] = sd;
    }

    private void writeFloats(double before0, double before1, double before2, double before3) {
        long a = from[0];
        long b = from[1];
        long c = from[2];
        long d = from[3];
        long toA = to[0];
        long toB = to[1];
        long toC = to[2];
        long toD = to[3];
        double sa = 0;
        double sb = 0;
        double sc = 0;
        double sd = 0;
        for (int i = 0; i < n; i++) {
            long at = i * step;
            sa += Native.getFloat(a + at);
            sb += Native.getFloat(b + at);
            sc += Native.getFloat(c + at);
            sd += Native.getFloat(d + at);
            Native.put(toA + at, (float) (before0 + sa));
            Native.put(toB + at, (float) (before1 + sb));
            Native.put(toC + at, (float) (before2 + sc));
            Native.put(toD + at, (float) (before3 + sd));
        }
    }

    private void doubleTotals(double[] sums) {
        long a = from[0];
        long b = from[1];
        long c = from[2];
        long d = from[3];
        double sa = 0;
        double sb = 0;
        double sc = 0;
        double sd = 0;
        for (int i = 0; i < n; i++) {
            long at = i * step;
            sa += Native.getDouble(a + at);
            sb += Native.getDouble(b + at);
            sc += Native.getDouble(c + at);
            sd += Native.getDouble(d + at);
        }
        sums[0] = sa;
        sums[1] = sb;
        sums[2] = sc;
        sums[3] = sd;
    }

    private void writeDoubles(double before0, double before1, double before2, double before3) {
        long a = from[0];
        long b = from[1];
        long c = from[2];
        long d = from[3];
        long toA = to[0];
        long toB = to[1];
        long toC = to[2];
        long toD = to[3];
        double sa = 0;
        double sb = 0;
        double sc = 0;
        double sd = 0;
        for (int i = 0; i < n; i++) {
            long at = i * step;
            sa += Native.getDouble(a + at);
            sb += Native.getDouble(b + at);
            sc += Native.getDouble(c + at);
            sd += Native.getDouble(d + at);
            Native.put(toA + at, before0 + sa);
            Native.put(toB + at, before1 + sb);
            Native.put(toC + at, before2 + sc);
            Native.put(toD + at, before3 + sd);
        }
    }
}
