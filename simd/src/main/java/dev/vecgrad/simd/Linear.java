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
        long row = from / sizes[last];
        long column = from % sizes[last];
        for (int done = 0; done < n; row++) {
            int run = (int) Math.min(sizes[last] - column, n - done);
            long operand = address + (offset(sizes, strides, last, row) << shift) + column * step;
            long dense = tile + ((long) done << shift);
            if (gather) {
                Copies.strided(operand, step, dense, 1L << shift, run, shift);
            } else {
                Copies.strided(dense, 1L << shift, operand, step, run, shift);
            }
            done += run;
            column = 0;
        }
    }

    private static long offset(long[] sizes, long[] strides, int dims, long place) {
        if (dims == 0) {
            return 0;
        }
        long rest = place;
        long offset = 0;
        for (int d = dims - 1; d > 0; d--) {
            offset += rest % sizes[d] * strides[d];
            rest /= sizes[d];
        }
        return offset + rest * strides[0];
    }
}
