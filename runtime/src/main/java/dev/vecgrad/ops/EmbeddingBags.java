package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.HostArrays;
import dev.vecgrad.core.Scalar;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a table, looked up by number and made one for each bag. Indices and offsets are read on the host. Sums and means take memory for
 * all rows that are named, maxima for as many rows in each bag as in the largest.
 */
public final class EmbeddingBags {
    private static final String OP = "embedding_bag";

    private EmbeddingBags() {}

    /** Which indices are in which bag, in order. */
    private record Bags(int[] positions, long[] bags, long count) {
        /** {@return how many indices each bag has} */
        private long[] sizes() {
            long[] sizes = new long[Math.toIntExact(count)];
            for (long bag : bags) {
                sizes[(int) bag]++;
            }
            return sizes;
        }
    }

    /**
     * {@return a row for each bag, {@code [bags, columns]}} torch.nn.functional.embedding_bag.
     *
     * @param index a bag in each row, or a vector with the bags one after the other; int64 or int32
     * @param offsets where in a vector the bags begin; null for rows
     * @param weights what rows are multiplied by before they are added, of the index's shape; null for 1
     * @throws dev.vecgrad.type.IndexException if an index is none of a row
     */
    public static Value embeddingBag(
            Value table, Value index, @Nullable Value offsets, @Nullable Value weights, BagForm form) {
        Floating.require(OP, OP, table.dtype());
        check(index, offsets, weights, form);
        Value vector = Movement.reshape(IndexChecks.int64(OP, index), -1);
        Bags bags = without(form.paddingIdx(), table, vector, bags(index, vector, offsets, form));
        Value named = taken(vector, bags);
        Value rows = Embeddings.lookUp(table, named, null, form.scaleGradByFreq());
        if (weights != null) {
            Value factors = taken(Movement.reshape(weights, -1), bags);
            rows = PointwiseArithmetic.MUL.apply(rows, Movement.unsqueeze(factors, 1));
        }
        return switch (form.mode()) {
            case SUM -> sums(rows, bags);
            case MEAN -> PointwiseArithmetic.DIV.apply(sums(rows, bags), divisors(rows, bags));
            case MAX -> maxima(rows, bags);
        };
    }

    private static void check(Value index, @Nullable Value offsets, @Nullable Value weights, BagForm form) {
        if (index.rank() != 1 && index.rank() != 2) {
            throw new ShapeException(OP + ": input has to be 1D or 2D Tensor, but got Tensor of dimension "
                    + index.rank() + ": its shape is " + index.shape());
        }
        if (index.rank() == 2 && offsets != null) {
            throw new ShapeException(OP + ": if input is 2D, then offsets has to be None, as input is treated is a"
                    + " mini-batch of fixed length sequences: the shapes are " + index.shape() + " and "
                    + offsets.shape());
        }
        if (index.rank() == 1 && (offsets == null || offsets.rank() != 1)) {
            throw new ShapeException(OP + ": offsets has to be a 1D Tensor but got "
                    + (offsets == null ? "None" : "shape " + offsets.shape()));
        }
        if (weights != null && form.mode() != BagForm.Mode.SUM) {
            throw new IllegalArgumentException(
                    OP + ": per_sample_weights is only supported for mode='sum' (got mode='" + form.mode() + "')");
        }
        if (weights != null && !weights.shape().equals(index.shape())) {
            throw new ShapeException(
                    OP + ": expected per_sample_weights to have the same shape as input: the shapes are "
                            + weights.shape() + " and " + index.shape());
        }
        if (form.scaleGradByFreq() && form.mode() == BagForm.Mode.MAX) {
            throw new IllegalArgumentException(
                    OP + ": max mode does not support scaling the gradient by the frequency: leave it out");
        }
    }

    private static Bags bags(Value index, Value vector, @Nullable Value offsets, BagForm form) {
        int length = HostArrays.length(OP, vector.numel(), Long.BYTES);
        if (offsets == null) {
            long rows = index.shape().size(0);
            long each = index.shape().size(1);
            return new Bags(
                    range(0, length),
                    LongStream.range(0, length).map(i -> i / each).toArray(),
                    rows);
        }
        long[] begins = HostArrays.longs(Arithmetic.contiguous(IndexChecks.int64(OP, offsets)));
        checkOffsets(begins, length, form.includeLastOffset());
        return bags(form.includeLastOffset() || begins.length == 0 ? begins : with(begins, length));
    }

    private static long[] with(long[] numbers, long last) {
        long[] more = Arrays.copyOf(numbers, numbers.length + 1);
        more[numbers.length] = last;
        return more;
    }

    /** {@return the bags between these borders} */
    private static Bags bags(long... borders) {
        int count = Math.max(0, borders.length - 1);
        int end = (int) (count == 0 ? 0 : borders[count]);
        long[] bags = new long[end];
        for (int bag = 0; bag < count; bag++) {
            Arrays.fill(bags, (int) borders[bag], (int) borders[bag + 1], bag);
        }
        return new Bags(range(0, end), bags, count);
    }

    private static int[] range(int from, int to) {
        return IntStream.range(from, to).toArray();
    }

    private static void checkOffsets(long[] offsets, int length, boolean last) {
        if (last && offsets.length == 0) {
            throw new ShapeException(OP + ": include_last_offset: number of offsets should be at least 1: there are 0");
        }
        if (offsets.length > 0 && offsets[0] != 0) {
            throw new ShapeException(OP + ": offsets[0] has to be 0, i.e., the first sequence in the mini-batch has to"
                    + " start from position 0. However, got " + offsets[0]);
        }
        for (int i = 1; i < offsets.length; i++) {
            if (offsets[i] < offsets[i - 1]) {
                throw new ShapeException(OP + ": offsets must not fall: offsets[" + i + "] is " + offsets[i] + " after "
                        + offsets[i - 1]);
            }
        }
        if (offsets.length > 0 && offsets[offsets.length - 1] > length) {
            throw new ShapeException(OP + ": offsets[-1] can not be greater than input's length(" + length
                    + ") but got offsets[-1] of " + offsets[offsets.length - 1]);
        }
    }

    private static Bags without(@Nullable Long padding, Value table, Value vector, Bags all) {
        if (padding == null) {
            return all;
        }
        long row = Lookup.paddingRow(padding, table.shape().size(0));
        long[] named = HostArrays.longs(Arithmetic.contiguous(vector));
        int[] kept = IntStream.of(all.positions).filter(i -> named[i] != row).toArray();
        return new Bags(kept, IntStream.of(kept).mapToLong(i -> all.bags[i]).toArray(), all.count);
    }

    /** {@return the elements that are in bags} */
    private static Value taken(Value vector, Bags bags) {
        boolean isAll = bags.positions.length == vector.numel();
        return isAll
                ? vector
                : IndexedSlices.select(
                        vector,
                        0,
                        vector(IntStream.of(bags.positions).asLongStream().toArray()));
    }

    private static Value vector(long[] numbers) {
        return HostArrays.of(numbers, Shape.of(numbers.length));
    }

    private static Value sums(Value rows, Bags bags) {
        Value zeros = Arithmetic.full(Shape.of(bags.count, rows.shape().size(1)), rows.dtype(), 0, rows.device());
        return IndexedSlices.add(zeros, 0, vector(bags.bags), rows, 1);
    }

    private static Value divisors(Value rows, Bags bags) {
        double[] sizes =
                LongStream.of(bags.sizes()).mapToDouble(n -> Math.max(1, n)).toArray();
        return Taps.along(sizes, rows, 0);
    }

    /** Bags that are smaller than the largest name their last row again. */
    private static Value maxima(Value rows, Bags bags) {
        long[] sizes = bags.sizes();
        long columns = rows.shape().size(1);
        int most = (int) LongStream.of(sizes).max().orElse(0);
        if (most == 0) {
            return Arithmetic.full(Shape.of(bags.count, columns), rows.dtype(), 0, rows.device());
        }
        long[] members = new long[Math.multiplyExact(sizes.length, most)];
        long first = 0;
        for (int bag = 0; bag < sizes.length; bag++) {
            long last = Math.max(0, first + sizes[bag] - 1);
            for (int i = 0; i < most; i++) {
                members[bag * most + i] = Math.min(first + i, last);
            }
            first += sizes[bag];
        }
        Value all = Movement.reshape(IndexedSlices.select(rows, 0, vector(members)), bags.count, most, columns);
        Value greatest = Extrema.max(all, 1, false).values();
        Value counts = Movement.unsqueeze(vector(sizes), 1);
        return Choice.where(PointwiseLogic.EQ.apply(counts, Scalar.of(0)), Scalar.of(0), greatest);
    }
}
