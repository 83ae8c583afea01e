package dev.vecgrad.simd.conv;

import dev.vecgrad.simd.conv.AxisPlan.Tap;

/**
 * Copies of bands of an image's channels, with margins, in which all taps see neighbours as neighbours: for each channel a plane for each
 * pair of planes of the two {@link AxisPlan}s.
 *
 * @param tile copies rows
 * @param rows how rows become planes
 * @param columns how columns become planes
 * @param planeRows the rows of a plane
 * @param pitch the columns of a plane
 * @param sourceRows the rows of the image
 * @param sourceColumns the columns of the image
 * @param margin what stands outside of the image
 * @param <A> the array the planes are in
 */
record SourcePlanes<A>(
        Tile<A> tile,
        AxisPlan rows,
        AxisPlan columns,
        int planeRows,
        int pitch,
        int sourceRows,
        int sourceColumns,
        double margin) {
    /** {@return the elements of the planes of so many channels} */
    int size(int channels) {
        return Math.multiplyExact(channels * rows.starts().length * columns.starts().length, planeSize());
    }

    private int planeSize() {
        return Math.multiplyExact(planeRows, pitch);
    }

    /** {@return where the first result finds what an element of the weight sees} */
    int offset(int channel, Tap down, Tap across) {
        return plane(channel, down.plane(), across.plane()) + down.shift() * pitch + across.shift();
    }

    private int plane(int channel, int down, int across) {
        int plane = (channel * rows.starts().length + down) * columns.starts().length + across;
        return Math.multiplyExact(plane, planeSize());
    }

    /** Copies the band of a channel that begins with row {@code first} of the planes; {@code source} is the address of the channel. */
    void fill(A planes, int channel, long source, int first) {
        for (int down = 0; down < rows.starts().length; down++) {
            int top = rows.starts()[down] + first * rows.step();
            for (int across = 0; across < columns.starts().length; across++) {
                fill(planes, plane(channel, down, across), source, top, columns.starts()[across]);
            }
        }
    }

    private void fill(A planes, int plane, long source, int top, int left) {
        int step = columns.step();
        int begin = Math.clamp(Math.ceilDiv(-left, step), 0, pitch);
        int end = Math.clamp(Math.ceilDiv(sourceColumns - left, step), begin, pitch);
        long rowBytes = (long) sourceColumns * tile.itemSize();
        long from = source + ((long) left + (long) begin * step) * tile.itemSize();
        for (int r = 0; r < planeRows; r++) {
            int y = top + r * rows.step();
            int to = plane + r * pitch;
            if (y < 0 || y >= sourceRows) {
                tile.fill(planes, to, pitch, margin);
            } else {
                tile.fill(planes, to, begin, margin);
                load(from + y * rowBytes, planes, to + begin, end - begin);
                tile.fill(planes, to + end, pitch - end, margin);
            }
        }
    }

    private void load(long from, A planes, int to, int n) {
        if (columns.step() == 1) {
            tile.load(from, planes, to, n);
        } else {
            tile.loadApart(from, (long) columns.step() * tile.itemSize(), planes, to, 1, n);
        }
    }

    /**
     * Writes where in the channel the elements of one channel's planes come from, -1 for margins, for the band that begins with row
     * {@code first}: the number of an element, counted row by row from {@link #firstNumber}.
     */
    void number(int[] numbers, int first) {
        int top = firstRow(first);
        int at = 0;
        for (int down : rows.starts()) {
            for (int across : columns.starts()) {
                for (int r = 0; r < planeRows; r++) {
                    int y = down + (first + r) * rows.step();
                    for (int c = 0; c < pitch; c++) {
                        int x = across + c * columns.step();
                        boolean inside = y >= 0 && y < sourceRows && x >= 0 && x < sourceColumns;
                        numbers[at++] = inside ? Math.toIntExact((long) (y - top) * sourceColumns + x) : -1;
                    }
                }
            }
        }
    }

    /** {@return the number within its channel from which {@link #number} counts} */
    long firstNumber(int first) {
        return (long) firstRow(first) * sourceColumns;
    }

    private int firstRow(int first) {
        return Math.max(0, rows.starts()[0] + first * rows.step());
    }
}
