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
        startBlock();
    }

    /** {@return the state before the first element} */
    static Fold of(Accumulator accumulator, Space space) {
        Combining inBlock = Combining.of(accumulator);
        Combining ofBlocks = Combining.ofTotals(accumulator);
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
        for (int l = 0; l < lanes.length; l++) {
            lanes[l] = inBlock.identity();
        }
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
     * How two groups of values meet.
     *
     * @param dtypes of the values
     * @param identity the values of no element
     * @param merge expressions of the inputs 0..k-1 (left) and k..2k-1 (right)
     */
    private record Combining(List<DType> dtypes, long[] identity, Program merge) {
        static Combining of(Accumulator accumulator) {
            DType t = accumulator.dtype();
            return switch (accumulator) {
                case Accumulator.Sum _, Accumulator.Prod _, Accumulator.Max _, Accumulator.Min _ ->
                    simple(accumulator, t);
                case Accumulator.Combine c ->
                    new Combining(
                            c.values().stream().map(Expr::dtype).toList(),
                            c.identity().stream()
                                    .mapToLong(i -> Interpreter.evaluate(i, _ -> 0))
                                    .toArray(),
                            new Program(c.merge()));
            };
        }

        /** Totals of sums and products meet in double; a float32 is held as its double already. */
        static Combining ofTotals(Accumulator accumulator) {
            boolean wide = accumulator.dtype().isFloatingPoint()
                    && (accumulator instanceof Accumulator.Sum || accumulator instanceof Accumulator.Prod);
            return wide ? simple(accumulator, DType.FLOAT64) : of(accumulator);
        }

        private static Combining simple(Accumulator accumulator, DType t) {
            Expr a = Expr.input(0, t);
            Expr b = Expr.input(1, t);
            Expr nan = t.isFloatingPoint() ? a.isNan() : Expr.literal(DType.BOOL, 0);
            return switch (accumulator) {
                case Accumulator.Sum _ -> new Combining(t, a.like(0), a.add(b));
                case Accumulator.Prod _ -> new Combining(t, a.like(1), a.mul(b));
                case Accumulator.Max _ ->
                    new Combining(t, lowest(t), a.gt(b).or(nan).select(a, b));
                case Accumulator.Min _ ->
                    new Combining(t, highest(t), a.lt(b).or(nan).select(a, b));
                case Accumulator.Combine _ -> throw new IllegalArgumentException("several values");
            };
        }

        private Combining(DType dtype, Expr identity, Expr merge) {
            this(List.of(dtype), new long[] {Interpreter.evaluate(identity, _ -> 0)}, new Program(List.of(merge)));
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

    private static Expr lowest(DType t) {
        return switch (t) {
            case FLOAT32, FLOAT64 -> Expr.literal(t, Double.NEGATIVE_INFINITY);
            case INT32 -> Expr.literal(t, (long) Integer.MIN_VALUE);
            case INT64 -> Expr.literal(t, Long.MIN_VALUE);
            case BOOL -> throw new IllegalArgumentException("Max is of numbers, not of bool");
        };
    }

    private static Expr highest(DType t) {
        return switch (t) {
            case FLOAT32, FLOAT64 -> Expr.literal(t, Double.POSITIVE_INFINITY);
            case INT32 -> Expr.literal(t, (long) Integer.MAX_VALUE);
            case INT64 -> Expr.literal(t, Long.MAX_VALUE);
            case BOOL -> throw new IllegalArgumentException("Min is of numbers, not of bool");
        };
    }
}
