package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Dims;
import dev.vecgrad.core.HostElements;
import dev.vecgrad.core.Recorder;
import dev.vecgrad.core.Transfer;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.util.Arrays;

/*
 * A repeated tensor is a broadcast of a view with one more dim for each repeated one, copied by one kernel. Its gradient is the sum
 * over the dims that were added.
 */
/** Ops that repeat elements. Results are copies. */
public final class Repeating {
    private Repeating() {}

    /** {@return x laid side by side as often as {@code repeats} tells for each dim; more numbers than dims make new dims in front} */
    public static Value repeat(Value x, long... repeats) {
        if (repeats.length < x.rank()) {
            throw new ShapeException("repeat: Number of dimensions of repeat dims can not be smaller than number of"
                    + " dimensions of tensor: " + Arrays.toString(repeats) + " for shape " + x.shape());
        }
        requireCounts("repeat", repeats);
        long[] own = leading(x.shape().toArray(), repeats.length);
        long[] pairs = new long[2 * own.length];
        long[] source = new long[2 * own.length];
        boolean[] added = new boolean[2 * own.length];
        long[] sizes = new long[own.length];
        for (int d = 0; d < own.length; d++) {
            pairs[2 * d] = repeats[d];
            pairs[2 * d + 1] = own[d];
            source[2 * d] = 1;
            source[2 * d + 1] = own[d];
            added[2 * d] = true;
            sizes[d] = repeats[d] * own[d];
        }
        return spread("RepeatBackward0", x, source, pairs, added, Shape.of(sizes));
    }

    /** {@return x laid side by side; fewer numbers than dims are for the last ones} */
    public static Value tile(Value x, long... repeats) {
        return repeat(x, leading(repeats, Math.max(repeats.length, x.rank())));
    }

    /** {@return the numbers with ones in front, {@code length} in all} */
    private static long[] leading(long[] numbers, int length) {
        long[] all = new long[length];
        Arrays.fill(all, 1);
        System.arraycopy(numbers, 0, all, length - numbers.length, numbers.length);
        return all;
    }

    private static void requireCounts(String op, long... repeats) {
        for (long count : repeats) {
            if (count < 0) {
                throw new ShapeException(op + ": Trying to create tensor with negative dimension " + count
                        + ": repeats " + Arrays.toString(repeats));
            }
        }
    }

    /** {@return each element along {@code dim} {@code count} times in a row} */
    public static Value interleave(Value x, long count, int dim) {
        if (count < 0) {
            throw new ShapeException("repeat_interleave: repeats can not be negative: " + count);
        }
        Value line = x.rank() == 0 ? Movement.reshape(x, 1) : x;
        int d = Dims.wrap("repeat_interleave", dim, line.rank());
        long[] sizes = line.shape().toArray();
        long[] source = inserted(sizes, d + 1, 1);
        long[] pairs = inserted(sizes, d + 1, count);
        boolean[] added = new boolean[pairs.length];
        added[d + 1] = true;
        sizes[d] *= count;
        return spread("RepeatInterleaveBackward0", line, source, pairs, added, Shape.of(sizes));
    }

    private static long[] inserted(long[] sizes, int at, long size) {
        long[] more = new long[sizes.length + 1];
        System.arraycopy(sizes, 0, more, 0, at);
        more[at] = size;
        System.arraycopy(sizes, at, more, at + 1, sizes.length - at);
        return more;
    }

    /** {@return each slice of {@code dim} as often in a row as {@code counts} tells for it, or the only count for all} */
    public static Value interleave(Value x, Value counts, int dim) {
        Value line = x.rank() == 0 ? Movement.reshape(x, 1) : x;
        int d = Dims.wrap("repeat_interleave", dim, line.rank());
        long size = line.shape().size(d);
        requireCounts(counts);
        if (counts.numel() != 1 && counts.numel() != size) {
            throw new ShapeException("repeat_interleave: repeats must have the same size as input along dim, but got"
                    + " repeats.size(0) = " + counts.numel() + " and input.size(" + d + ") = " + size);
        }
        return IndexedSlices.select(line, d, indices(Movement.expand(Movement.reshape(counts, -1), size)));
    }

    /** {@return the numbers 0, 1, ..., each as often in a row as {@code counts} tells for it, as int64} */
    public static Value indices(Value counts) {
        requireCounts(counts);
        Value times = Movement.reshape(Arithmetic.cast(counts.detach(), DType.INT64), -1);
        if (times.numel() == 0) {
            return times;
        }
        Value ends = Scans.cumsum(times, 0);
        long least = HostElements.integer(Extrema.amin(times, false), 0);
        if (least < 0) {
            throw new ShapeException("repeat_interleave: repeats can not be negative: " + least);
        }
        if (HostElements.integer(Extrema.amin(ends, false), 0) < 0) {
            throw new ShapeException("repeat_interleave: the sum of the repeats overflows: it must be below 2^63");
        }
        long total = HostElements.integer(ends, times.numel() - 1);
        return Searching.searchsorted(ends, Transfer.to(Creation.arange(0, total, 1), ends.device()), true, null);
    }

    private static void requireCounts(Value counts) {
        if (counts.rank() > 1) {
            throw new ShapeException(
                    "repeat_interleave: repeats must be 0-dim or 1-dim tensor: its shape is " + counts.shape());
        }
        if (counts.dtype() != DType.INT64 && counts.dtype() != DType.INT32) {
            throw new DTypeException(
                    "repeat_interleave: repeats has to be Long or Int tensor: it is " + counts.dtype());
        }
    }

    /**
     * {@return x, shown with sizes {@code source}, broadcast to {@code pairs} and copied as {@code shape}}
     *
     * @param added which dims of {@code pairs} x is repeated along
     */
    private static Value spread(String node, Value x, long[] source, long[] pairs, boolean[] added, Shape shape) {
        Value out = Value.empty(x.dtype(), shape, x.device());
        Shape target = Shape.of(pairs);
        Arithmetic.copyInto(out.restrided(target, target.contiguousStrides(), 0), Movement.reshape(x.detach(), source));
        Shape before = x.shape();
        return Recorder.record(
                node, new Value[] {x}, out, call -> new Value[] {gathered(call.gradient(), pairs, added, before)});
    }

    private static Value gathered(Value gradient, long[] pairs, boolean[] added, Shape shape) {
        if (gradient.numel() == 0) {
            return Arithmetic.full(shape, gradient.dtype(), 0, gradient.device());
        }
        int[] dims = new int[pairs.length];
        int n = 0;
        for (int d = 0; d < pairs.length; d++) {
            if (added[d] && pairs[d] != 1) {
                dims[n++] = d;
            }
        }
        Value parts = Movement.reshape(gradient, pairs);
        Value sums = n == 0 ? parts : Reductions.sum(parts, false, Arrays.copyOf(dims, n));
        return Movement.reshape(sums, shape.toArray());
    }
}
