package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Recorder;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;

/*
 * Cut out, the patches are a view of the padded image with six dims, copied by one kernel. Put back, each place within a patch is one
 * addition of a strided part of the image: those of all patches do not overlap.
 */
/** Patches of images {@code [n, c, h, w]} or {@code [c, h, w]} as columns {@code [n, c * kernel, patches]}, and back. */
public final class Patches {
    private Patches() {}

    /** {@return the patches of an image as columns} Gradient: {@link #fold}. */
    public static Value unfold(Value x, PatchGrid grid) {
        boolean batched = x.rank() == 4;
        if (!batched && x.rank() != 3) {
            throw new ShapeException(
                    "unfold: Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other"
                            + " non-zero dimensions for input, but got: " + x.shape());
        }
        Value images = batched ? x : Movement.unsqueeze(x, 0);
        long height = images.shape().size(2);
        long width = images.shape().size(3);
        requirePatches(height, width, grid);
        Value columns = columns(images, grid);
        return batched ? columns : Movement.squeeze(columns, 0);
    }

    private static void requirePatches(long height, long width, PatchGrid grid) {
        if (grid.down(height) < 1 || grid.across(width) < 1) {
            throw new ShapeException("unfold: Given input with spatial size (" + height + ", " + width + "), " + grid
                    + ", calculated shape of the array of sliding blocks as (" + grid.down(height) + ", "
                    + grid.across(width) + "), but its components must be at least one.");
        }
    }

    private static Value columns(Value images, PatchGrid grid) {
        Shape shape = images.shape();
        Value padded = padded(images.detach(), grid);
        Value patches = patches(padded, grid, grid.down(shape.size(2)), grid.across(shape.size(3)));
        long[] sizes = patches.shape().toArray();
        Value out = Value.empty(images.dtype(), patches.shape(), images.device());
        Arithmetic.copyInto(out, patches);
        Shape flat = Shape.of(sizes[0], sizes[1] * sizes[2] * sizes[3], sizes[4] * sizes[5]);
        return Recorder.record(
                "Im2ColBackward0", new Value[] {images}, out.restrided(flat, flat.contiguousStrides(), 0), call ->
                        new Value[] {images(call.gradient(), shape.size(2), shape.size(3), grid)});
    }

    private static Value padded(Value images, PatchGrid grid) {
        long rows = grid.padding().rows();
        long columns = grid.padding().columns();
        return rows == 0 && columns == 0
                ? images
                : Padding.constant(images, new long[] {columns, columns, rows, rows}, 0);
    }

    /** {@return a view {@code [n, c, kernel rows, kernel columns, down, across]}} */
    private static Value patches(Value padded, PatchGrid grid, long down, long across) {
        long[] sizes = padded.shape().toArray();
        long[] strides = padded.strides();
        return padded.restrided(
                Shape.of(sizes[0], sizes[1], grid.kernel().rows(), grid.kernel().columns(), down, across),
                new long[] {
                    strides[0],
                    strides[1],
                    strides[2] * grid.dilation().rows(),
                    strides[3] * grid.dilation().columns(),
                    strides[2] * grid.stride().rows(),
                    strides[3] * grid.stride().columns()
                },
                padded.offset());
    }

    /** {@return images of this height and width in which the patches of columns are added up} Gradient: {@link #unfold}. */
    public static Value fold(Value columns, long height, long width, PatchGrid grid) {
        boolean batched = columns.rank() == 3;
        if (!batched && columns.rank() != 2) {
            throw new ShapeException(
                    "fold: Expected 2D or 3D (batch mode) tensor for input with possibly 0 batch size and"
                            + " non-zero dimensions for input, but got: " + columns.shape());
        }
        Value all = batched ? columns : Movement.unsqueeze(columns, 0);
        requireColumns(all, height, width, grid);
        Value images = images(all, height, width, grid);
        return batched ? images : Movement.squeeze(images, 0);
    }

    private static void requireColumns(Value columns, long height, long width, PatchGrid grid) {
        long kernel = grid.kernel().rows() * grid.kernel().columns();
        long rows = columns.shape().size(1);
        if (rows % kernel != 0) {
            throw new ShapeException("fold: Expected size of input's dimension 1 to be divisible by the product of"
                    + " kernel_size, but got input.size(1)=" + rows + " and kernel_size=" + grid.kernel() + ".");
        }
        requirePatches(height, width, grid);
        long down = grid.down(height);
        long across = grid.across(width);
        if (columns.shape().size(2) != down * across) {
            throw new ShapeException("fold: Given output_size=(" + height + ", " + width + "), " + grid
                    + ", expected size of input's dimension 2 to match the calculated number of sliding blocks " + down
                    + " * " + across + " = " + down * across + ", but got input.size(2)="
                    + columns.shape().size(2) + ".");
        }
    }

    private static Value images(Value columns, long height, long width, PatchGrid grid) {
        long n = columns.shape().size(0);
        long channels =
                columns.shape().size(1) / (grid.kernel().rows() * grid.kernel().columns());
        long rows = height + 2 * grid.padding().rows();
        long cols = width + 2 * grid.padding().columns();
        Value padded = Arithmetic.full(Shape.of(n, channels, rows, cols), columns.dtype(), 0, columns.device());
        Value target = patches(padded, grid, grid.down(height), grid.across(width));
        Value source = Movement.reshape(columns.detach(), target.shape().toArray());
        for (long i = 0; i < grid.kernel().rows(); i++) {
            for (long j = 0; j < grid.kernel().columns(); j++) {
                Value part = Movement.selected(Movement.selected(target, 2, i), 2, j);
                PointwiseArithmetic.ADD.applyInPlace(part, Movement.selected(Movement.selected(source, 2, i), 2, j));
            }
        }
        Value middle = Movement.cut(
                Movement.cut(padded, 2, grid.padding().rows(), height, 1),
                3,
                grid.padding().columns(),
                width,
                1);
        return Recorder.record("Col2ImBackward0", new Value[] {columns}, Arithmetic.contiguous(middle), call ->
                new Value[] {columns(call.gradient(), grid)});
    }
}
