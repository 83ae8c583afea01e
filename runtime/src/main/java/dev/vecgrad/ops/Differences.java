package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Dims;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.ShapeException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Differences of neighbours. */
final class Differences {
    private Differences() {}

    /**
     * {@return the differences of neighbours along {@code dim}, taken {@code n} times} Of bools, whether they differ.
     *
     * @param prepend what comes before x along the dim; null for nothing
     * @param append what comes after it; null for nothing
     */
    static Value diff(Value x, long n, int dim, @Nullable Value prepend, @Nullable Value append) {
        if (x.rank() == 0) {
            throw new ShapeException("diff: diff expects input to be at least one-dimensional");
        }
        if (n < 0) {
            throw new ShapeException("diff: order must be non-negative but got " + n);
        }
        int d = Dims.wrap("diff", dim, x.rank());
        if (n == 0) {
            return Arithmetic.clone(x);
        }
        Value rest = joined(x, d, prepend, append);
        long steps = Math.clamp(n, 1, Math.max(1, rest.shape().size(d)));
        for (long i = 0; i < steps; i++) {
            rest = step(rest, d);
        }
        return rest;
    }

    private static Value joined(Value x, int d, @Nullable Value prepend, @Nullable Value append) {
        if (prepend == null && append == null) {
            return x;
        }
        List<Value> parts = new ArrayList<>();
        addPart(parts, "prepend", x, d, prepend);
        parts.add(x);
        addPart(parts, "append", x, d, append);
        return Joining.cat(parts, d);
    }

    private static void addPart(List<Value> parts, String name, Value x, int d, @Nullable Value part) {
        if (part == null) {
            return;
        }
        boolean fits = part.rank() == x.rank();
        for (int e = 0; fits && e < x.rank(); e++) {
            fits = e == d || part.shape().size(e) == x.shape().size(e);
        }
        if (!fits) {
            throw new ShapeException(
                    "diff: diff expects the shape of tensor to prepend or append to match that of input except along"
                            + " the differencing dimension; input.size() = " + x.shape() + ", but " + name
                            + ".size() = "
                            + part.shape());
        }
        parts.add(part);
    }

    private static Value step(Value x, int d) {
        long size = x.shape().size(d);
        Value later = Movement.slice(x, d, 1, size, 1);
        Value earlier = Movement.slice(x, d, 0, size - 1, 1);
        if (size == 0) {
            return later;
        }
        return x.dtype().isBool()
                ? PointwiseLogic.NE.apply(later, earlier)
                : PointwiseArithmetic.SUB.apply(later, earlier);
    }
}
