package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Dims;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Device;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Each element, or slice, of a tensor once. A NaN equals none. The number of results is read by the host. Nothing here has a gradient.
 */
public final class Uniques {
    private Uniques() {}

    /**
     * Elements or slices without repetition.
     *
     * @param values the elements or slices
     * @param inverse for each of the tensor's which of {@code values} it is; int64
     * @param counts how often each is there; int64
     */
    public record Groups(Value values, Value inverse, Value counts) {}

    /** {@return the elements in order, each once} */
    public static Groups unique(Value x) {
        Value flat = Movement.reshape(x.detach(), -1);
        Extrema.Extremum sorted = Sorting.sort(flat, 0, false);
        Groups found = groups(sorted.values(), sorted.indices());
        return new Groups(
                found.values, Movement.reshape(found.inverse, x.shape().toArray()), found.counts);
    }

    /** {@return the elements, each once of those in a row that are equal} */
    public static Groups uniqueConsecutive(Value x) {
        Groups found = groups(Movement.reshape(x.detach(), -1), null);
        return new Groups(
                found.values, Movement.reshape(found.inverse, x.shape().toArray()), found.counts);
    }

    /** {@return the slices of a dim in the order of their elements, each once} */
    public static Groups unique(Value x, int dim) {
        return ofSlices("unique", x, dim, true);
    }

    /** {@return the slices of a dim, each once of those in a row that are equal} */
    public static Groups uniqueConsecutive(Value x, int dim) {
        return ofSlices("unique_consecutive", x, dim, false);
    }

    private static Groups ofSlices(String op, Value x, int dim, boolean sorting) {
        int d = Dims.wrap(op, dim, x.rank());
        if (x.rank() == 0) {
            return sorting ? unique(x) : uniqueConsecutive(x);
        }
        requireElements(op, x, d);
        Value moved = Movement.transpose(x.detach(), 0, d);
        long n = moved.shape().size(0);
        if (n == 0) {
            Value none = Value.empty(DType.INT64, Shape.of(0), x.device());
            return new Groups(x.detach(), none, none);
        }
        Value slices = Movement.reshape(moved, n, -1);
        Value order = sorting ? Sorting.sliceOrder(slices) : null;
        Groups found = groups(order == null ? slices : Indexing.indexSelect(slices, 0, order), order);
        long[] sizes = moved.shape().toArray();
        sizes[0] = found.values.shape().size(0);
        Value values = Movement.transpose(Movement.reshape(found.values, sizes), 0, d);
        return new Groups(Arithmetic.contiguous(values), found.inverse, found.counts);
    }

    private static void requireElements(String op, Value x, int d) {
        for (int i = 0; i < x.rank(); i++) {
            if (i != d && x.shape().size(i) == 0) {
                throw new ShapeException(op + ": There are 0 sized dimensions, and they aren't selected, so unique"
                        + " cannot be applied: dim " + i + " of shape " + x.shape());
            }
        }
    }

    /** {@return the groups of equal neighbours along dim 0 of {@code items}, which stand in {@code order} if there is one} */
    private static Groups groups(Value items, @Nullable Value order) {
        long n = items.shape().size(0);
        if (n == 0) {
            Value none = Value.empty(DType.INT64, Shape.of(0), items.device());
            return new Groups(items, none, none);
        }
        Value firsts = firsts(items, n);
        Value places = Movement.select(Searching.nonzero(firsts), 1, 0);
        Var group = new Var(Scans.cumsum(firsts, 0)).sub(1);
        Var inverse = order == null ? group : zeros(n, items.device()).scatterAdd(0, new Var(order), group);
        Value end = Arithmetic.full(Shape.of(1), DType.INT64, (double) n, items.device());
        Value ends = Joining.cat(List.of(Movement.narrow(places, 0, 1, places.numel() - 1), end), 0);
        Value counts = new Var(ends).sub(new Var(places)).value();
        return new Groups(Indexing.indexSelect(items, 0, places), inverse.value(), counts);
    }

    /** {@return for each item whether it differs from the one before} */
    private static Value firsts(Value items, long n) {
        Var later = new Var(Movement.narrow(items, 0, 1, n - 1));
        Var earlier = new Var(Movement.narrow(items, 0, 0, n - 1));
        Var differs = later.ne(earlier);
        Value first = Arithmetic.full(Shape.of(1), DType.BOOL, 1, items.device());
        return Joining.cat(List.of(first, (items.rank() > 1 ? differs.any(1) : differs).value()), 0);
    }

    private static Var zeros(long n, Device device) {
        return new Var(Arithmetic.full(Shape.of(n), DType.INT64, 0, device));
    }
}
