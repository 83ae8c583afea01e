package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Dims;
import dev.vecgrad.core.Value;
import dev.vecgrad.ir.Call;
import dev.vecgrad.ir.RowCall;
import dev.vecgrad.ops.Extrema.Extremum;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.IndexException;
import dev.vecgrad.type.Shape;

/**
 * Orders along a dim and parts of them. NaN is greater than anything, -0 equals 0; equals stay in their order, so all results, indices too,
 * are the only ones. Gradients go to the places that values were taken from.
 */
public final class Sorting {
    private Sorting() {}

    /** {@return the elements along a dim in order and where they were; equals stay in their order, also when it descends} */
    public static Extremum sort(Value x, int dim, boolean descending) {
        int d = Dims.wrap("sort", dim, x.rank());
        return found("SortBackward0", new RowCall.Sort(descending), x, d, RowLayout.length(x, d), true);
    }

    /** {@return where along a dim the elements of the order are; int64} */
    public static Value argsort(Value x, int dim, boolean descending) {
        return sort(x.detach(), dim, descending).indices();
    }

    /**
     * {@return the {@code k} greatest or least elements along a dim, the most extreme first, and where they are}
     *
     * @throws IndexException unless {@code k} is from 0 to the size of the dim
     */
    public static Extremum topk(Value x, long k, int dim, boolean largest) {
        int d = Dims.wrap("topk", dim, x.rank());
        long n = RowLayout.length(x, d);
        if (k < 0 || k > n) {
            throw new IndexException("topk: selected index k out of range: k is " + k + ", but dim " + d + " of shape "
                    + x.shape() + " has " + n + " elements");
        }
        return found("TopkBackward0", new RowCall.Top(largest), x, d, x.rank() == 0 ? 1 : k, true);
    }

    /**
     * {@return the element at place {@code k}, from 1, of the ascending order along a dim, and where it is}
     *
     * @throws IndexException unless {@code k} is from 1 to the size of the dim
     */
    public static Extremum kthvalue(Value x, long k, int dim, boolean keepdim) {
        int d = Dims.wrap("kthvalue", dim, x.rank());
        RowLayout.requireElements("kthvalue", x, d);
        long n = RowLayout.length(x, d);
        if (k < 1 || k > n) {
            throw new IndexException("kthvalue: kthvalue(): selected number k out of range for dimension " + d
                    + ": k is " + k + ", but must be from 1 to " + n);
        }
        return found("KthvalueBackward0", new RowCall.Kth(k - 1), x, d, 1, keepdim);
    }

    /** {@return the lower of the middle elements along a dim and where it is; the first NaN if there is one} */
    public static Extremum median(Value x, int dim, boolean keepdim) {
        int d = Dims.wrap("median", dim, x.rank());
        RowLayout.requireElements("median", x, d);
        return found("MedianBackward1", new RowCall.Median(false), x, d, 1, keepdim);
    }

    /** {@return the same of the elements that are not NaN; NaN if all are} */
    public static Extremum nanmedian(Value x, int dim, boolean keepdim) {
        int d = Dims.wrap("nanmedian", dim, x.rank());
        RowLayout.requireElements("nanmedian", x, d);
        return found("NanmedianBackward1", new RowCall.Median(true), x, d, 1, keepdim);
    }

    /** {@return the lower of the middle ones of all elements, NaN if one is or there is none} Equals share the gradient evenly. */
    public static Value median(Value x) {
        return ofAll("MedianBackward0", false, x);
    }

    /** {@return the same of the elements that are not NaN} Equals share the gradient evenly. */
    public static Value nanmedian(Value x) {
        return ofAll("NanmedianBackward0", true, x);
    }

    private static Value ofAll(String node, boolean skipNan, Value x) {
        Value flat = Movement.reshape(RowLayout.dense(x), -1);
        if (flat.numel() == 0) {
            return Arithmetic.full(Shape.SCALAR, x.dtype(), Double.NaN, x.device());
        }
        Extremum middle = found("", new RowCall.Median(skipNan), flat, 0, 1, false);
        return Taken.recordShared(node, x, middle.values());
    }

    /** {@return the element that is most often there along a dim, of several the least, and the last place where it is} */
    public static Extremum mode(Value x, int dim, boolean keepdim) {
        int d = Dims.wrap("mode", dim, x.rank());
        RowLayout.requireElements("mode", x, d);
        return found("ModeBackward0", new RowCall.Mode(), x, d, 1, keepdim);
    }

    private static Extremum found(String node, RowCall call, Value x, int d, long length, boolean keepdim) {
        Value values = RowLayout.resized(x, d, length, x.dtype());
        Value indices = RowLayout.resized(x, d, length, DType.INT64);
        RowLayout.run(call, d, RowLayout.dense(x), values, indices);
        Value shaped = RowLayout.without(values, d, keepdim);
        return new Extremum(Taken.record(node, x, d, shaped, indices, keepdim), RowLayout.without(indices, d, keepdim));
    }

    /** {@return the order of slices along dim 0, compared element by element; int64} */
    static Value sliceOrder(Value slices) {
        Value order = Value.empty(DType.INT64, Shape.of(slices.shape().size(0)), slices.device());
        RowLayout.runPlain(new Call.SliceOrder(), RowLayout.dense(slices), order);
        return order;
    }
}
