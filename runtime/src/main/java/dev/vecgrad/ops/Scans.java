package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Dims;
import dev.vecgrad.core.Recorder;
import dev.vecgrad.core.SavedValue;
import dev.vecgrad.core.Value;
import dev.vecgrad.ir.RowCall;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Shape;
import java.util.List;

/**
 * Cumulative sums, products and extrema along a dim; the order of operations and so the bits are those of {@link RowCall}. Integers and
 * bools add and multiply as int64.
 */
public final class Scans {
    private Scans() {}

    /** {@return the sums of the elements up to each along a dim} Gradient: the sums from each on. Error: see {@link RowCall.Sum}. */
    public static Value cumsum(Value x, int dim) {
        int d = Dims.wrap("cumsum", dim, x.rank());
        return sums(number(x), d, false);
    }

    private static Value sums(Value x, int d, boolean reverse) {
        Value out = Value.empty(x.dtype(), x.shape(), x.device());
        RowLayout.run(new RowCall.Sum(reverse), d, RowLayout.dense(x), out);
        return Recorder.record(
                "CumsumBackward0", new Value[] {x}, out, call -> new Value[] {sums(call.gradient(), d, !reverse)});
    }

    /**
     * {@return the products of the elements up to each along a dim} Gradient: with p the products and g what comes in, the gradient at i is
     * {@code p[i-1] r[i]}, where {@code r[i] = g[i] + x[i+1] r[i+1]}: nothing is divided, so zeros do no harm.
     */
    public static Value cumprod(Value x, int dim) {
        int d = Dims.wrap("cumprod", dim, x.rank());
        Value in = number(x);
        Value out = Value.empty(in.dtype(), in.shape(), in.device());
        RowLayout.run(new RowCall.Product(), d, RowLayout.dense(in), out);
        return Recorder.record(
                "CumprodBackward0",
                new Value[] {in},
                out,
                call -> {
                    Value rest = recurrence(previous(call.saved(0), d, true, 0), call.gradient(), d, true);
                    return new Value[] {PointwiseArithmetic.MUL.apply(previous(call.saved(1), d, false, 1), rest)};
                },
                SavedValue.of(in),
                SavedValue.ofOutput(out));
    }

    private static Value number(Value x) {
        return x.dtype().isFloatingPoint() ? x : Arithmetic.cast(x, DType.INT64);
    }

    // ---- extrema

    /**
     * {@return the greatest element so far along a dim and the last place where it was; NaN once there was one} The gradient goes to the
     * places.
     */
    public static Extrema.Extremum cummax(Value x, int dim) {
        return extreme("cummax", "CummaxBackward0", true, x, dim);
    }

    /** {@return the least element so far along a dim and the last place where it was; NaN once there was one} The gradient goes to the places. */
    public static Extrema.Extremum cummin(Value x, int dim) {
        return extreme("cummin", "CumminBackward0", false, x, dim);
    }

    private static Extrema.Extremum extreme(String op, String node, boolean greatest, Value x, int dim) {
        int d = Dims.wrap(op, dim, x.rank());
        Value values = Value.empty(x.dtype(), x.shape(), x.device());
        Value indices = Value.empty(DType.INT64, x.shape(), x.device());
        RowLayout.run(new RowCall.Extreme(greatest), d, RowLayout.dense(x), values, indices);
        return new Extrema.Extremum(Taken.record(node, x, d, values, indices, true), indices);
    }

    // ---- recurrences

    /**
     * {@return {@code out[i] = factor[i] * out[i - 1] + term[i]} along dim {@code d}, with 0 before the first; from the end if {@code
     * reverse}} Both have one shape and floating dtype. Gradient: the recurrence the other way, with the factors moved by one.
     */
    static Value recurrence(Value factor, Value term, int d, boolean reverse) {
        Value out = Value.empty(term.dtype(), term.shape(), term.device());
        RowLayout.run(new RowCall.Recurrence(reverse), d, RowLayout.dense(factor), RowLayout.dense(term), out);
        return Recorder.record(
                "RecurrenceBackward0",
                new Value[] {factor, term},
                out,
                call -> {
                    Value back = recurrence(previous(call.saved(0), d, !reverse, 0), call.gradient(), d, !reverse);
                    Value before = previous(call.saved(1), d, reverse, 0);
                    return new Value[] {PointwiseArithmetic.MUL.apply(back, before), back};
                },
                SavedValue.of(factor),
                SavedValue.ofOutput(out));
    }

    /** {@return x moved by one along dim {@code d}, so that each element is the one before it, or after it if {@code reverse}; {@code first} has none} */
    static Value previous(Value x, int d, boolean reverse, double first) {
        if (x.rank() == 0) {
            return Arithmetic.full(x.shape(), x.dtype(), first, x.device());
        }
        long n = x.shape().size(d);
        if (n == 0) {
            return x;
        }
        long[] sizes = x.shape().toArray();
        sizes[d] = 1;
        Value edge = Arithmetic.full(Shape.of(sizes), x.dtype(), first, x.device());
        Value rest = Movement.narrow(x, d, reverse ? 1 : 0, n - 1);
        return Joining.cat(reverse ? List.of(rest, edge) : List.of(edge, rest), d);
    }
}
