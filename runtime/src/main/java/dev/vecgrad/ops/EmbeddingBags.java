package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Scalar;
import dev.vecgrad.core.Transfer;
import dev.vecgrad.core.Value;
import dev.vecgrad.exec.Launcher;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a table, looked up by number and made one for each bag. Nothing is read on the host but offsets, to test them. Takes memory for all
 * rows that are named; maxima three times that.
 */
public final class EmbeddingBags {
    private static final String OP = "embedding_bag";

    private EmbeddingBags() {}

    /**
     * Which bag each index is in.
     *
     * @param numbers the bags, int64; {@code count} for an index that is in none
     * @param count how many bags there are
     */
    private record Bags(Value numbers, long count) {
        /** {@return what was made for all bags, without that of indices in none} */
        private Value real(Value all) {
            return Movement.narrow(all, 0, 0, count);
        }

        /** {@return a shape with a row for each bag and one for indices in none} */
        private Shape shape(long columns) {
            return Shape.of(count + 1, columns);
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
        Value rows = Embeddings.lookUp(table, vector, null, form.scaleGradByFreq());
        Bags bags = without(form.paddingIdx(), table, vector, bags(index, offsets, form));
        if (weights != null) {
            rows = weighted(rows, Movement.reshape(weights, -1), bags, form.paddingIdx() != null);
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

    private static Bags bags(Value index, @Nullable Value offsets, BagForm form) {
        Value places = numbers(index.numel(), index);
        if (offsets == null) {
            Scalar each = Scalar.of(Math.max(1, index.shape().size(1)));
            return new Bags(
                    PointwiseArithmetic.FLOOR_DIVIDE.apply(places, each),
                    index.shape().size(0));
        }
        Value begins = IndexChecks.int64(OP, offsets);
        Launcher.check(
                read -> checkOffsets(read.apply(0), index.numel(), form.includeLastOffset()),
                List.of(begins.region()),
                begins.storage());
        long count = begins.numel() - (form.includeLastOffset() ? 1 : 0);
        Value begun = Searching.searchsorted(begins, places, true, null);
        return count <= 0
                ? new Bags(Arithmetic.zerosLike(places), 0)
                : new Bags(PointwiseArithmetic.SUB.apply(begun, Scalar.of(1L)), count);
    }

    private static void checkOffsets(long[] offsets, long length, boolean last) {
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
        Value isPadding = PointwiseLogic.EQ.apply(vector, Scalar.of(row));
        return new Bags(Choice.where(isPadding, Scalar.of(all.count), all.numbers), all.count);
    }

    /** Rows in no bag become zeros if they may not be finite: their weights have no gradient. */
    private static Value weighted(Value rows, Value factors, Bags bags, boolean padded) {
        Value used = rows;
        if (padded) {
            Value outside = Movement.unsqueeze(PointwiseLogic.EQ.apply(bags.numbers, Scalar.of(bags.count)), 1);
            used = Choice.where(outside, Scalar.of(0), rows);
        }
        return PointwiseArithmetic.MUL.apply(used, Movement.unsqueeze(factors, 1));
    }

    private static Value numbers(long count, Value like) {
        return Transfer.to(Creation.arange(0, count, 1), like.device());
    }

    private static Value sums(Value rows, Bags bags) {
        Value zeros = Arithmetic.full(bags.shape(rows.shape().size(1)), rows.dtype(), 0, rows.device());
        return bags.real(IndexedSlices.add(zeros, 0, bags.numbers, rows, 1));
    }

    /** How many indices each bag has, a column; 1 for none. */
    private static Value divisors(Value rows, Bags bags) {
        Value ones = Arithmetic.full(Shape.of(rows.shape().size(0), 1), rows.dtype(), 1, rows.device());
        return Activations.CLAMP_MIN.apply(sums(ones, bags), Scalar.of(1L));
    }

    /** The first row that has the greatest element, or NaN, gets a column's gradient. */
    private static Value maxima(Value rows, Bags bags) {
        long n = rows.shape().size(0);
        long columns = rows.shape().size(1);
        if (n == 0) {
            return Arithmetic.full(Shape.of(bags.count, columns), rows.dtype(), 0, rows.device());
        }
        Value known = rows.detach();
        Value bag = Movement.expand(Movement.unsqueeze(bags.numbers, 1), n, columns);
        Value least = Arithmetic.full(bags.shape(columns), rows.dtype(), Double.NEGATIVE_INFINITY, rows.device());
        Value greatest = ScatterReductions.apply(least, 0, bag, known, ScatterReduction.AMAX, true);
        Value isGreatest = PointwiseLogic.LOGICAL_OR.apply(
                PointwiseLogic.EQ.apply(known, Indexing.gather(greatest, 0, bag)),
                PointwiseLogic.NE.apply(known, known));
        Value places = Choice.where(isGreatest, Movement.unsqueeze(numbers(n, rows), 1), Scalar.of(n));
        Value none = Transfer.to(Creation.full(bags.shape(columns), n), rows.device());
        Value first = bags.real(ScatterReductions.apply(none, 0, bag, places, ScatterReduction.AMIN, true));
        Value isEmpty = PointwiseLogic.EQ.apply(first, Scalar.of(n));
        Value found = Indexing.gather(rows, 0, Choice.where(isEmpty, Scalar.of(0L), first));
        return Choice.where(isEmpty, Scalar.of(0), found);
    }
}
