package dev.vecgrad.simd;

/** Copies between a tile and an operand whose dims are taken as one, in row-major order. */
final class Linear {
    private Linear() {}

    /**
     * Fills a tile.
     *
     * @param address of the operand's element 0
     * @param from the number of the first element
     * @param strides in elements, a stride for each dim
     */
    static void gather(long address, long[] sizes, long[] strides, int shift, long from, int n, long tile) {
        walk(address, sizes, strides, shift, from, n, tile, true);
    }

    /** Takes a tile's elements back. */
    static void scatter(long address, long[] sizes, long[] strides, int shift, long from, int n, long tile) {
        walk(address, sizes, strides, shift, from, n, tile, false);
    }

    private static void walk(
            long address, long[] sizes, long[] strides, int shift, long from, int n, long tile, boolean gather) {
        int last = sizes.length - 1;
        long step = strides[last] << shift;
        long element = 1L << shift;
        int done = 0;
        while (done < n) {
            long place = from + done;
            long column = place % sizes[last];
            int run = (int) Math.min(sizes[last] - column, n - done);
            long operand = address + (offset(sizes, strides, last, place / sizes[last]) << shift) + column * step;
            long dense = tile + ((long) done << shift);
            if (gather) {
                Copies.strided(operand, step, dense, element, run, shift);
            } else {
                Copies.strided(dense, element, operand, step, run, shift);
            }
            done += run;
        }
    }

    private static long offset(long[] sizes, long[] strides, int dims, long place) {
        long rest = place;
        long offset = 0;
        for (int d = dims - 1; d >= 0; d--) {
            offset += rest % sizes[d] * strides[d];
            rest /= sizes[d];
        }
        return offset;
    }
}
