package dev.vecgrad.simd.conv;

import dev.vecgrad.ir.Convolution;
import dev.vecgrad.spi.Workers;
import java.util.Arrays;

/*
 * Vectors lie along the channels of the results, which are turned for that, block by block: each place then is one row of two vectors, and
 * a tile adds up five elements of the weight at once, for each of which the image has one number there. Blocks add in doubles. A part of
 * the blocks, a group, two vectors of channels and some channels of the image are one unit of work.
 */
/**
 * {@link Convolution.OfWeight}.
 *
 * @param <A> the arrays that tiles work on
 */
final class WeightSum<A> {
    private static final int ENOUGH_UNITS = 16;
    private static final double GRAIN = 1 << 18;

    private final Tile<A> tile;
    private final Convolution.Grid grid;
    private final Operands operands;
    /** Channels of the image and of the results in a group. */
    private final int channels;

    private final int results;
    private final int height;
    private final int width;
    private final int taps;
    private final int blockRows;
    private final long blocksPerImage;
    private final long blocks;
    private final int parts;
    private final int strips;
    private final int slices;
    private final int sliceChannels;
    private final int planeRows;
    private final int pitch;
    private final int[] offsets;
    private final int[] places;

    private WeightSum(Tile<A> tile, Convolution.Grid grid, Operands operands) {
        this.tile = tile;
        this.grid = grid;
        this.operands = operands;
        int groups = Math.toIntExact(grid.groups());
        this.channels = operands.size(0, 1) / groups;
        this.results = operands.size(1, 1) / groups;
        this.height = operands.size(1, 2);
        this.width = operands.size(1, 3);
        this.taps = Math.toIntExact(operands.plane(2));
        this.blockRows = Math.toIntExact(Math.min(Convolution.blockRows(width), height));
        this.blocksPerImage = Math.ceilDiv(height, Convolution.blockRows(width));
        this.blocks = operands.size(1, 0) * blocksPerImage;
        this.parts = Math.toIntExact(Convolution.parts(blocks, operands.size(2, 0) * (long) channels * taps));
        this.strips = Math.ceilDiv(results, tile.columns());
        int wanted = Math.clamp(Math.ceilDiv(ENOUGH_UNITS, (long) parts * groups * strips), 1, channels);
        this.sliceChannels = Math.ceilDiv(channels, wanted);
        this.slices = Math.ceilDiv(channels, sliceChannels);
        this.planeRows = span(grid.rows(), blockRows, operands.size(2, 2));
        this.pitch = span(grid.columns(), width, operands.size(2, 3));
        this.offsets = offsets();
        this.places = places();
    }

    private static int span(Convolution.Axis axis, int places, int weights) {
        return Math.toIntExact((places - 1) * axis.stride() + (weights - 1) * axis.dilation() + 1);
    }

    /** Where each element of the weight sees the first place, for a slice of channels; the last is there again until a tile is full. */
    private int[] offsets() {
        int[] made = new int[Math.ceilDiv(sliceChannels * taps, Tile.SUMS) * Tile.SUMS];
        for (int k = 0; k < made.length; k++) {
            int tap = Math.min(k, sliceChannels * taps - 1);
            long row = (long) (tap / taps) * planeRows
                    + tap % taps / operands.size(2, 3) * grid.rows().dilation();
            long column = tap % operands.size(2, 3) * grid.columns().dilation();
            made[k] = Math.toIntExact(row * pitch + column);
        }
        return made;
    }

    /** Where the first element of the weight sees each place of a block. */
    private int[] places() {
        int[] made = new int[blockRows * width];
        for (int k = 0; k < made.length; k++) {
            long row = k / width * grid.rows().stride();
            made[k] = Math.toIntExact(row * pitch + k % width * grid.columns().stride());
        }
        return made;
    }

    /** Computes the call. */
    static void run(Tile<?> tile, Convolution.OfWeight call, Operands operands, Workers workers) {
        new WeightSum<>(tile, call.grid(), operands).run(workers);
    }

    private void run(Workers workers) {
        int units = Math.toIntExact(grid.groups() * strips * slices * parts);
        double work = (double) blocks / parts * blockRows * width * offsets.length * tile.columns();
        double[] sums = DoubleTile.INSTANCE.take(Math.multiplyExact(units, sums()));
        workers.forEach(units, (long) Math.max(1, GRAIN / work), (begin, end) -> addUp(sums, begin, end));
        workers.forEach(units / parts, 1, (begin, end) -> store(sums, begin, end));
        DoubleTile.INSTANCE.giveBack(sums);
    }

    /** {@return the number of a unit's sums: for each element of its weights, one for each channel of a strip} */
    private int sums() {
        return Math.multiplyExact(offsets.length, tile.columns());
    }

    private void addUp(double[] sums, long begin, long end) {
        A planes = tile.take(Math.multiplyExact(Math.multiplyExact(sliceChannels, planeRows), pitch));
        A turned = tile.take(Math.multiplyExact(Math.multiplyExact(blockRows, width), tile.columns()));
        A sum = tile.take(Tile.SUMS * tile.columns());
        for (long unit = begin; unit < end; unit++) {
            int total = (int) unit * sums();
            Arrays.fill(sums, total, total + sums(), 0);
            long part = unit % parts;
            for (long b = part * blocks / parts; b < (part + 1) * blocks / parts; b++) {
                add(sums, total, unit / parts, b, planes, turned, sum);
            }
        }
        tile.giveBack(sum);
        tile.giveBack(turned);
        tile.giveBack(planes);
    }

    private int slice(long work) {
        return (int) (work % slices);
    }

    private int strip(long work) {
        return (int) (work / slices % strips);
    }

    private long group(long work) {
        return work / slices / strips;
    }

    private void add(double[] sums, int total, long work, long block, A planes, A turned, A sum) {
        long image = block / blocksPerImage;
        int first = (int) (block % blocksPerImage) * blockRows;
        int rows = Math.min(blockRows, height - first);
        fill(planes, work, image, first);
        turn(turned, work, image, first, rows);
        for (int k = 0; k < offsets.length; k += Tile.SUMS) {
            tile.sum(planes, offsets, k, places, rows * width, turned, sum);
            tile.addTile(sums, total + k * tile.columns(), sum);
        }
    }

    // ---- the image, with its margins

    private void fill(A planes, long work, long image, int first) {
        long top = first * grid.rows().stride() - grid.rows().padding();
        for (int c = 0; c < sliceChannels; c++) {
            int channel = slice(work) * sliceChannels + c;
            if (channel < channels) {
                long plane = (image * grid.groups() + group(work)) * channels + channel;
                long source = operands.at(0) + plane * operands.plane(0) * tile.itemSize();
                fill(planes, c * planeRows * pitch, source, top);
            }
        }
    }

    private void fill(A planes, int plane, long source, long top) {
        int imageWidth = operands.size(0, 3);
        int left = Math.toIntExact(grid.columns().padding());
        int begin = Math.min(left, pitch);
        int end = Math.clamp((long) imageWidth + left, begin, pitch);
        for (int r = 0; r < planeRows; r++) {
            int to = plane + r * pitch;
            if (top + r >= 0 && top + r < operands.size(0, 2)) {
                long from = source + ((top + r) * imageWidth + begin - left) * tile.itemSize();
                tile.fill(planes, to, begin, 0);
                tile.load(from, planes, to + begin, end - begin);
                tile.fill(planes, to + end, pitch - end, 0);
            } else {
                tile.fill(planes, to, pitch, 0);
            }
        }
    }

    // ---- the results, with their channels side by side

    private void turn(A turned, long work, long image, int first, int rows) {
        int channel = strip(work) * tile.columns();
        int count = Math.min(tile.columns(), results - channel);
        if (count < tile.columns()) {
            tile.fill(turned, 0, rows * width * tile.columns(), 0);
        }
        long plane = (image * grid.groups() + group(work)) * results + channel;
        long from = operands.at(1) + (plane * operands.plane(1) + (long) first * width) * tile.itemSize();
        for (int c = 0; c < count; c++) {
            long source = from + c * operands.plane(1) * tile.itemSize();
            tile.loadApart(source, tile.itemSize(), turned, c, tile.columns(), rows * width);
        }
    }

    // ---- the end

    private void store(double[] sums, long begin, long end) {
        for (long work = begin; work < end; work++) {
            int total = (int) (work * parts) * sums();
            for (int part = 1; part < parts; part++) {
                for (int i = 0; i < sums(); i++) {
                    sums[total + i] += sums[total + part * sums() + i];
                }
            }
            store(sums, total, work);
        }
    }

    private void store(double[] sums, int total, long work) {
        int channel = strip(work) * tile.columns();
        int count = Math.min(tile.columns(), results - channel);
        int firstTap = slice(work) * sliceChannels * taps;
        long perResult = (long) channels * taps;
        long some = Math.min((long) sliceChannels * taps, perResult - firstTap);
        for (int c = 0; c < count; c++) {
            long to = (group(work) * results + channel + c) * perResult + firstTap;
            for (int k = 0; k < some; k++) {
                tile.put(operands.at(2) + (to + k) * tile.itemSize(), sums[total + k * tile.columns() + c]);
            }
        }
    }
}
