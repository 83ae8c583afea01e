package dev.vecgrad.simd.conv;

import dev.vecgrad.simd.conv.AxisPlan.Phase;
import dev.vecgrad.simd.conv.AxisPlan.Tap;
import dev.vecgrad.spi.Workers;

/**
 * The weights of one phase in the order in which tiles read them: for each block of {@link Tile#rows} channels of the outcome, for
 * each channel of the source and each tap, the weights of all; zeros where there are fewer channels.
 *
 * @param <A> the array they are in
 */
final class PackedWeights<A> {
    private static final long GRAIN = 1 << 14;

    private final Tile<A> tile;
    private final SlidingSum<A> sum;
    private final Phase down;
    private final Phase across;
    private final A weights;
    private final int blockSize;

    /** Weights to be packed. */
    PackedWeights(SlidingSum<A> sum, Phase down, Phase across) {
        this.tile = sum.tile;
        this.sum = sum;
        this.down = down;
        this.across = across;
        this.blockSize = Math.multiplyExact(depth(), sum.tileRows);
        this.weights = tile.take(Math.multiplyExact(sum.groups * sum.blocks(), blockSize));
    }

    /** {@return the number of taps of all channels of the source} */
    int depth() {
        return sum.sources * down.taps().length * across.taps().length;
    }

    /** {@return the array} */
    A array() {
        return weights;
    }

    /** {@return where in the array the weights of a block of channels begin} */
    int block(int group, int block) {
        return (group * sum.blocks() + block) * blockSize;
    }

    /** Packs all. */
    void pack(Workers workers) {
        long grain = Math.max(1, GRAIN / (1 + blockSize));
        workers.forEach((long) sum.groups * sum.blocks(), grain, (begin, end) -> {
            for (long unit = begin; unit < end; unit++) {
                pack((int) (unit / sum.blocks()), (int) (unit % sum.blocks()));
            }
        });
    }

    private void pack(int group, int block) {
        int first = block * sum.tileRows;
        int rows = Math.min(sum.tileRows, sum.outcomes - first);
        int at = block(group, block);
        if (rows < sum.tileRows) {
            tile.fill(weights, at, blockSize, 0);
        }
        for (int channel = 0; channel < sum.sources; channel++) {
            for (Tap i : down.taps()) {
                for (Tap j : across.taps()) {
                    long from = sum.weight(group, first, channel, i.index(), j.index());
                    tile.loadApart(from, sum.weightStep(), weights, at, 1, rows);
                    at += sum.tileRows;
                }
            }
        }
    }
}
