package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Recorder;
import dev.vecgrad.core.Strides;
import dev.vecgrad.core.Transfer;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Device;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.util.Arrays;

/** Views by strides alone, within the storage. */
public final class Striding {
    private Striding() {}

    /**
     * {@return a view with these sizes and strides from element {@code offset} of the storage on} Gradient: each element's sum over the
     * places that show it; if x shows an element of its storage several times, they share that sum evenly.
     *
     * @throws ShapeException if the view would leave the storage, or a size or stride is negative
     */
    public static Value asStrided(Value x, long[] sizes, long[] strides, long offset) {
        Shape shape = shape(x, sizes, strides, offset);
        Geometry own = new Geometry(x.shape(), x.strides(), 0);
        Geometry shown = new Geometry(shape, strides.clone(), offset - x.offset());
        return Recorder.view(
                "AsStridedBackward0",
                x,
                x.restrided(shape, shown.strides, offset),
                base -> base.restrided(shape, shown.strides, base.offset() + shown.offset),
                gradient -> gradient(gradient, own, shown));
    }

    private static Shape shape(Value x, long[] sizes, long[] strides, long offset) {
        if (sizes.length != strides.length) {
            throw new ShapeException("as_strided: mismatch in length of strides and shape: sizes "
                    + Arrays.toString(sizes) + ", strides " + Arrays.toString(strides));
        }
        if (Arrays.stream(strides).anyMatch(stride -> stride < 0)) {
            throw new ShapeException(
                    "as_strided: as_strided: Negative strides are not supported at the moment, got strides: "
                            + Arrays.toString(strides));
        }
        if (Arrays.stream(sizes).anyMatch(size -> size < 0) || offset < 0) {
            throw new ShapeException("as_strided: sizes and offset must not be negative: sizes "
                    + Arrays.toString(sizes) + ", offset " + offset);
        }
        Shape shape = Shape.of(sizes);
        long room = x.storage().bytes() / x.dtype().itemSize();
        if (!fits(shape, strides, offset, room)) {
            throw new ShapeException("as_strided: setStorage: sizes " + shape + ", strides " + Arrays.toString(strides)
                    + ", storage offset " + offset + " are out of bounds for storage of " + room + " elements");
        }
        return shape;
    }

    private static boolean fits(Shape shape, long[] strides, long offset, long room) {
        if (shape.numel() == 0) {
            return offset <= room;
        }
        long last = offset;
        for (int d = 0; d < strides.length && last < room; d++) {
            long steps = shape.size(d) - 1;
            if (steps > 0 && strides[d] > room / steps) {
                return false;
            }
            last += steps * strides[d];
        }
        return last < room;
    }

    /** Sizes, strides, and the first element's distance from that of the value that is differentiated. */
    private record Geometry(Shape shape, long[] strides, long offset) {
        boolean isEmpty() {
            return shape.numel() == 0;
        }

        long last() {
            long last = offset;
            for (int d = 0; d < strides.length; d++) {
                last += strides[d] * (shape.size(d) - 1);
            }
            return last;
        }

        /** {@return the place of each element among those from {@code first} on} */
        Value places(long first, long count, Device device) {
            Value line = Transfer.to(Creation.arange(0, count, 1), device);
            return Arithmetic.contiguousCopy(line.restrided(shape, strides, offset - first))
                    .restrided(Shape.of(shape.numel()), new long[] {1}, 0);
        }
    }

    /* Both geometries are laid over a line of memory: the gradient is added to it and read from it again. */
    private static Value gradient(Value g, Geometry own, Geometry shown) {
        if (own.isEmpty() || shown.isEmpty()) {
            return Arithmetic.full(own.shape, g.dtype(), 0, g.device());
        }
        long first = Math.min(0, shown.offset);
        long count = Math.max(own.last(), shown.last()) - first + 1;
        Value line = Arithmetic.full(Shape.of(count), g.dtype(), 0, g.device());
        Value sums = IndexedSlices.add(line, 0, shown.places(first, count, g.device()), Movement.reshape(g, -1), 1);
        Value places = own.places(first, count, g.device());
        if (Strides.mayOverlapItself(own.shape, own.strides)) {
            sums = PointwiseArithmetic.DIV.apply(sums, uses(places, count, g.dtype()));
        }
        return Movement.reshape(IndexedSlices.select(sums, 0, places), own.shape.toArray());
    }

    /** {@return how often each place is used, at least 1} */
    private static Value uses(Value places, long count, DType dtype) {
        Value none = Arithmetic.full(Shape.of(count), dtype, 0, places.device());
        Value uses = IndexedSlices.add(none, 0, places, Arithmetic.full(places.shape(), dtype, 1, places.device()), 1);
        return PointwiseArithmetic.MAXIMUM.apply(uses, Arithmetic.full(Shape.SCALAR, dtype, 1, places.device()));
    }
}
