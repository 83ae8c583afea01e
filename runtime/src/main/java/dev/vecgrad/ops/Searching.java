package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.HostElements;
import dev.vecgrad.core.Value;
import dev.vecgrad.ir.Call;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where elements are: those that are not zero, bounds among which values fall, members of a set. Nothing here has a gradient. */
public final class Searching {
    private Searching() {}

    /**
     * {@return the places of the elements that are not zero, one a row, in row-major order; int64 of shape (count, rank)} Their number is read by
     * the host. The result's columns lie one after the other in memory, as PyTorch's.
     */
    public static Value nonzero(Value x) {
        Value mask = RowLayout.dense(Arithmetic.cast(x.detach(), DType.BOOL));
        long count = count(mask);
        Value places = Value.empty(DType.INT64, Shape.of(x.rank(), count), x.device());
        if (x.rank() > 0) {
            RowLayout.runPlain(new Call.NonZero(), mask, places);
        }
        return Movement.transpose(places, 0, 1);
    }

    /** {@return the same as one vector for each dim; a scalar counts as a vector of one} */
    public static List<Value> nonzeroTuple(Value x) {
        Value places = nonzero(x.rank() == 0 ? Movement.reshape(x.detach(), 1) : x);
        List<Value> columns = new ArrayList<>();
        for (int d = 0; d < Math.max(1, x.rank()); d++) {
            columns.add(Movement.select(places, 1, d));
        }
        return columns;
    }

    /** {@return how many elements of a bool value are true} */
    static long count(Value mask) {
        return HostElements.integer(Reductions.sum(mask, false), 0);
    }

    /**
     * {@return for each value the number of elements of a sorted sequence before it: the place where it would be put in; int64 of the
     * values' shape} Rows of the last dim are sequences; a vector serves all values. Dtypes promote.
     *
     * @param right whether equal elements are before it
     * @param sorter the order that sorts the sequence, if it is not sorted
     */
    public static Value searchsorted(Value sequence, Value values, boolean right, @Nullable Value sorter) {
        checkShapes(sequence, values);
        Value bounds = sorter == null ? sequence.detach() : sorted(sequence, sorter);
        return search("searchsorted", bounds, values, right);
    }

    /** {@return for each value the number of elements of a sorted vector that are less, or, if {@code right}, not greater; int64} */
    public static Value bucketize(Value values, Value bounds, boolean right) {
        if (bounds.rank() != 1) {
            throw new ShapeException("bucketize: boundaries tensor must be 1 dimension, but got dim(" + bounds.rank()
                    + "): its shape is " + bounds.shape());
        }
        return search("bucketize", bounds.detach(), values, right);
    }

    private static Value search(String op, Value sequence, Value sought, boolean right) {
        DType dtype = DType.promote(sequence.dtype(), sought.dtype());
        if (dtype.isBool()) {
            throw new DTypeException(op + ": \"" + op + "_out_cpu\" not implemented for 'bool': use integers");
        }
        Value bounds = Arithmetic.cast(sequence.detach(), dtype);
        Value values = Arithmetic.cast(sought.detach(), dtype);
        if (bounds.numel() == 0 || values.numel() == 0) {
            return Arithmetic.full(values.shape(), DType.INT64, 0, values.device());
        }
        Value out = Value.empty(DType.INT64, values.shape(), values.device());
        Value shown = bounds.rank() == 1 ? Movement.reshape(values, 1, values.numel()) : values;
        Value written = bounds.rank() == 1 ? Movement.reshape(out, 1, values.numel()) : out;
        RowLayout.runMatrices(new Call.Search(right), RowLayout.dense(bounds), RowLayout.dense(shown), written);
        return out;
    }

    private static Value sorted(Value sequence, Value sorter) {
        if (!sorter.shape().equals(sequence.shape())) {
            throw new ShapeException(
                    "searchsorted: boundary and sorter must have the same size, but got boundary tensor "
                            + sequence.shape() + " and got sorter tensor " + sorter.shape());
        }
        return Indexing.gather(sequence.detach(), -1, sorter);
    }

    private static void checkShapes(Value sequence, Value values) {
        if (sequence.rank() == 0) {
            throw new ShapeException(
                    "searchsorted: boundaries tensor should have positive dimension, but got 0 dimension");
        }
        boolean fits = sequence.rank() == 1
                || sequence.rank() == values.rank() && Arrays.equals(leading(sequence), leading(values));
        if (!fits) {
            throw new ShapeException("searchsorted: boundaries tensor should be 1 dimension or the first N-1 dimensions"
                    + " of boundaries tensor and input value tensor must match, but we got boundaries tensor "
                    + sequence.shape() + " and input value tensor " + values.shape());
        }
    }

    private static long[] leading(Value x) {
        return Arrays.copyOf(x.shape().toArray(), x.rank() - 1);
    }

    /** {@return for each element whether it is among those of {@code set}, or not if {@code invert}; bool. NaN is no member} */
    public static Value isin(Value elements, Value set, boolean invert) {
        DType common = DType.promote(elements.dtype(), set.dtype());
        DType dtype = common.isBool() ? DType.INT32 : common;
        Value members = Movement.reshape(Arithmetic.cast(set.detach(), dtype), -1);
        if (members.numel() == 0) {
            return Arithmetic.full(elements.shape(), DType.BOOL, invert ? 1 : 0, elements.device());
        }
        Var sorted = new Var(Sorting.sort(members, 0, false).values());
        Value flat = Movement.reshape(Arithmetic.cast(elements.detach(), dtype), -1);
        Var place = new Var(search("isin", sorted.value(), flat, false));
        Var inside = place.maskedFill(place.ge(members.numel()), 0);
        Var found = sorted.indexSelect(0, inside);
        Var result = invert ? found.ne(new Var(flat)) : found.eq(new Var(flat));
        return Movement.reshape(result.value(), elements.shape().toArray());
    }
}
