package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Dims;
import dev.vecgrad.core.Recorder;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.util.Arrays;

/** Windows along a dim, which may overlap. */
public final class Windows {
    private Windows() {}

    /**
     * {@return a view of all windows of {@code size} neighbours along {@code dim}, each {@code step} after the one before: dim {@code dim}
     * counts them, a new last dim their elements} Gradient: each element's sum over the windows that show it.
     */
    public static Value unfold(Value x, int dim, long size, long step) {
        int d = Dims.wrap("unfold", dim, x.rank());
        long whole = x.rank() == 0 ? 1 : x.shape().size(d);
        if (size < 0) {
            throw new ShapeException("unfold: size is " + size + " but must be >= 0");
        }
        if (size > whole) {
            throw new ShapeException("unfold: maximum size for tensor at dimension " + d + " is " + whole
                    + " but size is " + size + ": shape " + x.shape());
        }
        if (step <= 0) {
            throw new ShapeException("unfold: step is " + step + " but must be > 0");
        }
        Shape shape = x.shape();
        return Recorder.view(
                "UnfoldBackward0",
                x,
                shown(x, d, size, step),
                base -> shown(base, d, size, step),
                gradient -> folded(gradient, shape, d, size, step));
    }

    private static Value shown(Value base, int d, long size, long step) {
        int rank = base.rank();
        long[] sizes = Arrays.copyOf(base.shape().toArray(), rank + 1);
        long[] strides = Arrays.copyOf(base.strides(), rank + 1);
        sizes[rank] = size;
        strides[rank] = rank == 0 ? 1 : strides[d];
        if (rank > 0) {
            sizes[d] = (sizes[d] - size) / step + 1;
            strides[d] *= step;
        }
        return base.restrided(Shape.of(sizes), strides, base.offset());
    }

    /**
     * {@return zeros of {@code shape} with the elements of all windows added} Windows at a distance of at least {@code size} do not
     * overlap: all of them are added at once.
     */
    private static Value folded(Value windows, Shape shape, int d, long size, long step) {
        Value whole = Arithmetic.full(shape, windows.dtype(), 0, windows.device());
        long count = shape.rank() == 0 ? 1 : windows.shape().size(d);
        long apart = Math.max(1, (size + step - 1) / step);
        for (long first = 0; first < Math.min(apart, count) && size > 0; first++) {
            Value target = shape.rank() == 0
                    ? shown(whole, d, size, step)
                    : shown(rest(whole, d, first * step), d, size, step * apart);
            Value source = windows.detach();
            PointwiseArithmetic.ADD.applyInPlace(
                    target, shape.rank() == 0 ? source : every(source, d, first, count, apart));
        }
        return Recorder.record("UnfoldBackwardBackward0", new Value[] {windows}, whole, call ->
                new Value[] {unfold(call.gradient(), d, size, step)});
    }

    private static Value rest(Value whole, int d, long from) {
        return Movement.cut(whole, d, from, whole.shape().size(d) - from, 1);
    }

    private static Value every(Value windows, int d, long first, long count, long apart) {
        return Movement.cut(windows, d, first, (count - first + apart - 1) / apart, apart);
    }
}
