package dev.vecgrad.simd.conv;

import dev.vecgrad.ir.Convolution;
import dev.vecgrad.simd.conv.AxisPlan.Phase;
import dev.vecgrad.simd.conv.AxisPlan.Tap;
import dev.vecgrad.spi.Workers;
import java.util.ArrayList;
import java.util.List;

/*
 * Rows of the source are copied with their margins, so that all taps see a row at the same pitch: then the results of a channel, with some
 * idle ones between rows, are sums of stretches of the planes at fixed distances. Tiles of four or eight channels by two vectors of such
 * neighbours are computed in registers and the idle ones are left out when rows are copied to where they belong. A band of rows at a time
 * is done, so that its planes stay in the second-level cache. Bits depend on neither bands nor tiles: each result is one chain.
 */
/**
 * A convolution or a transposed one.
 *
 * @param <A> the arrays that tiles work on
 */
final class SlidingSum<A> {
    private static final long BAND_BYTES = 1 << 18;
    private static final int FEW_UNITS = 16;
    private static final double GRAIN = 1 << 18;

    final Tile<A> tile;

    /** The channels of the source in a group. */
    final int sources;

    /** The channels of the outcome in a group. */
    final int outcomes;

    final int groups;

    /** The rows of its tiles. */
    final int tileRows;

    private final boolean hasBias;
    private final Operands operands;
    private final boolean isTransposed;
    private final int out;
    private final AxisPlan rows;
    private final AxisPlan columns;
    private final int height;
    private final int rowReach;
    private final int pitch;
    private final int bandRows;
    private final int bands;
    private final SourcePlanes<A> sourcePlanes;

    private SlidingSum(Tile<A> tile, Convolution.Grid grid, boolean transposed, boolean bias, Operands operands) {
        this.tile = tile;
        this.operands = operands;
        this.isTransposed = transposed;
        this.groups = Math.toIntExact(grid.groups());
        this.hasBias = bias;
        this.out = bias ? 3 : 2;
        this.sources = operands.size(0, 1) / groups;
        this.outcomes = operands.size(out, 1) / groups;
        this.tileRows = tile.rows(outcomes);
        this.rows = axis(grid.rows(), 2);
        this.columns = axis(grid.columns(), 3);
        this.height = rows.longest();
        this.rowReach = rows.reach();
        this.pitch = columns.longest() + columns.reach();
        this.bandRows = bandRows();
        this.bands = Math.ceilDiv(height, bandRows);
        this.sourcePlanes = new SourcePlanes<>(
                tile, rows, columns, bandRows + rowReach, pitch, operands.size(0, 2), operands.size(0, 3), 0);
    }

    private AxisPlan axis(Convolution.Axis axis, int dim) {
        int results = operands.size(out, dim);
        int weights = operands.size(1, dim);
        return isTransposed ? AxisPlan.transposed(axis, results, weights) : AxisPlan.forward(axis, results, weights);
    }

    /** Computes {@link Convolution.Forward}. */
    static void forward(Tile<?> tile, Convolution.Forward call, Operands operands, Workers workers) {
        new SlidingSum<>(tile, call.grid(), false, call.bias(), operands).run(workers);
    }

    /** Computes {@link Convolution.Transposed}. */
    static void transposed(Tile<?> tile, Convolution.Transposed call, Operands operands, Workers workers) {
        new SlidingSum<>(tile, call.grid(), true, call.bias(), operands).run(workers);
    }

    /** {@return the number of blocks of channels of the outcome in a group} */
    int blocks() {
        return Math.ceilDiv(outcomes, tileRows);
    }

    /** {@return the address of the weight between a channel of the outcome and one of the source} */
    long weight(int group, int outcome, int source, int i, int j) {
        long o = isTransposed ? (long) group * sources + source : (long) group * outcomes + outcome;
        long c = isTransposed ? outcome : source;
        long element = ((o * operands.size(1, 1) + c) * operands.size(1, 2) + i) * operands.size(1, 3) + j;
        return operands.at(1) + element * tile.itemSize();
    }

    /** {@return the bytes from the weight of a channel of the outcome to that of the next} */
    long weightStep() {
        return tile.itemSize() * operands.plane(1) * (isTransposed ? 1 : operands.size(1, 1));
    }

    // ---- bands

    private int planes() {
        return sources * rows.starts().length * columns.starts().length;
    }

    private int bandRows() {
        long fitting = BAND_BYTES / ((long) Math.max(1, planes()) * pitch * tile.itemSize()) - rowReach;
        long images = (long) operands.size(0, 0) * groups;
        long wanted = Math.ceilDiv(FEW_UNITS, images);
        long shared = Math.ceilDiv(height, wanted);
        long least = Math.ceilDiv(2L * tile.columns(), pitch);
        return (int) Math.clamp(Math.min(fitting, shared), Math.min(least, height), height);
    }

    /** {@return the distance of a tile's rows: results of a band, with idle ones} */
    private int resultPitch() {
        return Math.ceilDiv(bandRows * pitch, tile.columns()) * tile.columns();
    }

    // ---- the run

    /** One pair of phases. */
    private record Pass<A>(Phase down, Phase across, int[] offsets, PackedWeights<A> weights) {}

    private void run(Workers workers) {
        long units = (long) operands.size(0, 0) * groups * bands;
        double work = (double) planes() * operands.plane(1) * outcomes * bandRows * pitch;
        long grain = (long) Math.max(1, GRAIN / work);
        List<Pass<A>> passes = passes();
        passes.forEach(pass -> pass.weights.pack(workers));
        workers.forEach(units, grain, (begin, end) -> run(passes, begin, end));
        passes.forEach(pass -> tile.giveBack(pass.weights.array()));
    }

    private List<Pass<A>> passes() {
        List<Pass<A>> passes = new ArrayList<>();
        for (Phase down : rows.phases()) {
            for (Phase across : columns.phases()) {
                PackedWeights<A> weights = new PackedWeights<>(this, down, across);
                passes.add(new Pass<>(down, across, offsets(down, across, weights.depth()), weights));
            }
        }
        return passes;
    }

    private int[] offsets(Phase down, Phase across, int depth) {
        int[] offsets = new int[depth];
        int k = 0;
        for (int channel = 0; channel < sources; channel++) {
            for (Tap i : down.taps()) {
                for (Tap j : across.taps()) {
                    offsets[k++] = sourcePlanes.offset(channel, i, j);
                }
            }
        }
        return offsets;
    }

    private void run(List<Pass<A>> passes, long begin, long end) {
        A planes = tile.take(Math.addExact(sourcePlanes.size(sources), tile.columns()));
        A results = tile.take(Math.multiplyExact(tileRows, resultPitch()));
        for (long unit = begin; unit < end; unit++) {
            int first = (int) (unit % bands) * bandRows;
            long image = unit / bands;
            fill(planes, image, first);
            for (Pass<A> pass : passes) {
                run(pass, image, first, planes, results);
            }
        }
        tile.giveBack(results);
        tile.giveBack(planes);
    }

    // ---- the planes

    private void fill(A planes, long image, int first) {
        for (int channel = 0; channel < sources; channel++) {
            long source = operands.at(0) + (image * sources + channel) * operands.plane(0) * tile.itemSize();
            sourcePlanes.fill(planes, channel, source, first);
        }
    }

    // ---- the sums

    private void run(Pass<A> pass, long image, int first, A planes, A results) {
        int count = Math.min(bandRows, pass.down.count() - first);
        if (count <= 0) {
            return;
        }
        int group = (int) (image % groups);
        int length = (count - 1) * pitch + pass.across.count();
        int resultPitch = resultPitch();
        for (int block = 0; block < blocks(); block++) {
            int weights = pass.weights.block(group, block);
            for (int at = 0; at < length; at += tile.columns()) {
                tile.multiply(
                        planes, at, pass.offsets, pass.weights.array(), weights, tileRows, results, at, resultPitch);
            }
            int channels = Math.min(tileRows, outcomes - block * tileRows);
            for (int r = 0; r < channels; r++) {
                store(pass, image, (long) block * tileRows + r, first, count, results, r * resultPitch);
            }
        }
    }

    private void store(Pass<A> pass, long image, long channel, int first, int count, A results, int from) {
        int width = operands.size(out, 3);
        long plane = operands.at(out) + (image * outcomes + channel) * operands.plane(out) * tile.itemSize();
        double bias =
                hasBias ? tile.get(operands.at(2) + (image % groups * outcomes + channel) * tile.itemSize()) : -0.0;
        for (int r = 0; r < count; r++) {
            long y = pass.down.begin() + (long) (first + r) * pass.down.step();
            long to = plane + (y * width + pass.across.begin()) * tile.itemSize();
            if (pass.across.step() == 1) {
                tile.store(results, from + r * pitch, bias, to, pass.across.count());
            } else {
                long step = (long) pass.across.step() * tile.itemSize();
                tile.storeApart(results, from + r * pitch, bias, to, step, pass.across.count());
            }
        }
    }
}
