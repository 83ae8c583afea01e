package dev.vecgrad.ir;

import dev.vecgrad.type.DType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The running state of one {@link Accumulator} over the elements of a row, in the order that its javadoc defines: lanes,
 * their tree, and the totals of blocks.
 */
final class Fold {
    private final Combining inBlock;
    private final Combining ofBlocks;
    private final int block;
    private final long[][] lanes;
    private long @Nullable [] total;
    private long taken;

    private Fold(Combining inBlock, Combining ofBlocks, int lanes, int block) {
        this.inBlock = inBlock;
        this.ofBlocks = ofBlocks;
        this.block = block;
        this.lanes = new long[lanes][];
        restart();
    }

    /** Forgets what was taken. */
    void restart() {
        total = null;
        taken = 0;
        startBlock();
    }

    /** {@return the state before the first element} */
    static Fold of(Accumulator accumulator, Space space) {
        Combining inBlock = Combining.of(Merging.of(accumulator));
        Combining ofBlocks = Combining.of(Merging.ofTotals(accumulator));
        boolean inner = space == Space.INNER;
        return new Fold(
                inBlock,
                ofBlocks,
                inner ? Accumulator.lanes(accumulator.dtype()) : 1,
                inner ? Accumulator.INNER_BLOCK : Accumulator.OUTER_BLOCK);
    }

    /** {@return how many values it gathers} */
    int parts() {
        return inBlock.identity().length;
    }

    private void startBlock() {
        Arrays.fill(lanes, inBlock.identity());
    }

    /** Takes the next element's values. */
    void take(long[] values) {
        int lane = (int) (taken % lanes.length);
        lanes[lane] = inBlock.merge(lanes[lane], values);
        taken++;
        if (taken % block == 0) {
            endBlock();
        }
    }

    private void endBlock() {
        for (int w = lanes.length / 2; w > 0; w /= 2) {
            for (int l = 0; l < w; l++) {
                lanes[l] = inBlock.merge(lanes[l], lanes[l + w]);
            }
        }
        total = total == null ? lanes[0] : ofBlocks.merge(total, lanes[0]);
        startBlock();
    }

    /** {@return what all elements gave; the identity if there were none} */
    long[] result() {
        if (taken % block != 0) {
            endBlock();
        }
        return total == null ? inBlock.identity() : inBlock.rounded(total);
    }

    /**
     * A {@link Merging} that can be evaluated.
     *
     * @param dtypes of the values
     * @param identity the values of no element
     * @param merge expressions of the inputs 0..k-1 (left) and k..2k-1 (right)
     */
    private record Combining(List<DType> dtypes, long[] identity, Program merge) {
        static Combining of(Merging merging) {
            long[] identity = merging.identity().stream()
                    .mapToLong(i -> Interpreter.evaluate(i, _ -> 0))
                    .toArray();
            return new Combining(merging.dtypes(), identity, new Program(merging.merge()));
        }

        long[] merge(long[] left, long[] right) {
            int k = identity.length;
            merge.run(leaf -> {
                int index = ((Expr.Input) leaf).index();
                return index < k ? left[index] : right[index - k];
            });
            long[] merged = new long[k];
            Arrays.setAll(merged, merge::value);
            return merged;
        }

        long[] rounded(long[] values) {
            long[] rounded = values.clone();
            for (int i = 0; i < rounded.length; i++) {
                if (dtypes.get(i).isFloatingPoint()) {
                    rounded[i] = Scalars.cast(DType.FLOAT64, dtypes.get(i), values[i]);
                }
            }
            return rounded;
        }
    }
}
