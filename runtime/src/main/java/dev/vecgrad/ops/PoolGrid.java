package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.util.List;

/**
 * Windows on the planes of images: one dim is a plane of one row.
 *
 * @param down along the rows
 * @param across along the columns
 * @param shape of the results
 */
record PoolGrid(Dim down, Dim across, Shape shape) {
    /**
     * Windows along a dim.
     *
     * @param size the image's elements
     * @param count the windows
     * @param kernel the elements of a window
     */
    record Dim(long size, long count, long kernel, long stride, long padding, long dilation) {}

    private static final Dim NONE = new Dim(1, 1, 1, 1, 0, 1);

    /** {@return the windows on images with or without a batch} */
    static PoolGrid of(String op, int dims, Value x, PoolForm form) {
        PoolForm whole = form.checked(op, dims);
        requireImages(op, dims, x);
        long[] sizes = x.shape().toArray();
        int first = x.rank() - dims;
        for (int d = 0; d < dims; d++) {
            sizes[first + d] = whole.count(d, sizes[first + d]);
            if (sizes[first + d] < 1) {
                throw new ShapeException(op + ": Given input size: " + x.shape() + ". Calculated output size: "
                        + sizes[first + d] + " in dim " + (first + d) + ". Output size is too small");
            }
        }
        Dim across = dim(whole, dims - 1, x);
        return new PoolGrid(dims == 1 ? NONE : dim(whole, 0, x), across, Shape.of(sizes));
    }

    private static void requireImages(String op, int dims, Value x) {
        boolean fits = x.rank() == dims + 1 || x.rank() == dims + 2;
        for (int d = x.rank() - dims - 1; fits && d < x.rank(); d++) {
            fits = x.shape().size(d) > 0;
        }
        if (!fits) {
            throw new ShapeException(op + ": Expected " + (dims + 1) + "D or " + (dims + 2)
                    + "D (batch mode) tensor with optional 0 dim batch size for input, but got: " + x.shape());
        }
    }

    private static Dim dim(PoolForm form, int d, Value x) {
        long size = x.shape().size(x.rank() - form.kernel().size() + d);
        List<Long> stride = form.stride();
        return new Dim(
                size,
                form.count(d, size),
                form.kernel().get(d),
                stride.get(d),
                form.padding().get(d),
                form.dilation().get(d));
    }

    /** {@return images as planes {@code [p, h, w]}, row-major, outside the graph} */
    Value planes(Value x) {
        Value dense = Arithmetic.contiguous(x.detach());
        Shape planes = Shape.of(planes(), down.size, across.size);
        return dense.restrided(planes, planes.contiguousStrides(), dense.offset());
    }

    /** {@return the number of planes} */
    long planes() {
        return shape.numel() / (down.count * across.count);
    }

    /** {@return dense results in their shape} */
    Value shaped(Value dense) {
        return dense.restrided(shape, shape.contiguousStrides(), dense.offset());
    }
}
