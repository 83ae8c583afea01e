package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.IndexException;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.util.Arrays;
import java.util.List;

/** Images in which maxima are put back to where they came from, the rest zeros. */
public final class Unpooling {
    private Unpooling() {}

    /**
     * {@return images with elements at their places} Of several for one place the last one stays. Gradient: that at the places.
     * torch.nn.functional.max_unpool1d, max_unpool2d.
     *
     * @param op the name in errors
     * @param dims the number of dims after the channels
     * @param indices the place of each element in its plane, int64
     * @param form the windows that the maxima came from
     * @param sizes the images' sizes; empty for the least ones that have such windows
     * @throws IndexException if a place is outside
     */
    public static Value max(String op, int dims, Value x, Value indices, PoolForm form, List<Long> sizes) {
        check(op, dims, x, indices);
        long[] whole = x.shape().toArray();
        long[] found = sizes(op, dims, x, form.checked(op, dims), sizes);
        System.arraycopy(found, 0, whole, x.rank() - dims, dims);
        long plane = Arrays.stream(found).reduce(1, (a, b) -> a * b);
        Shape shape = Shape.of(whole);
        long planes = shape.numel() / Math.max(1, plane);
        long each = x.numel() / Math.max(1, planes);
        Value zeros = Arithmetic.full(Shape.of(planes, plane), x.dtype(), 0, x.device());
        Value places = Movement.reshape(indices.detach(), planes, each);
        String node = Pooling.node("MaxUnpool2DBackward0", dims);
        try {
            Value flat =
                    Indexing.along(op, zeros, 1, places, false).set(node, zeros, Movement.reshape(x, planes, each));
            return Movement.reshape(flat, whole);
        } catch (IndexException e) {
            throw new IndexException(op + ": Found an invalid max index (output volumes are of size "
                    + Arrays.toString(found) + "): " + e.getMessage());
        }
    }

    private static void check(String op, int dims, Value x, Value indices) {
        if (x.rank() != dims + 1 && x.rank() != dims + 2) {
            throw new ShapeException(op + ": Input to max_unpooling should be a " + (dims + 1) + "d or " + (dims + 2)
                    + "d Tensor, but got a tensor with " + x.rank() + " dimensions: its shape is " + x.shape());
        }
        if (indices.dtype() != DType.INT64) {
            throw new DTypeException(op + ": elements in indices should be type int64 but got: " + indices.dtype());
        }
        if (!indices.shape().equals(x.shape())) {
            throw new ShapeException(op + ": Expected shape of indices to be same as that of the input tensor ("
                    + x.shape() + ") but got indices tensor with shape: " + indices.shape());
        }
    }

    private static long[] sizes(String op, int dims, Value x, PoolForm form, List<Long> given) {
        long[] least = new long[dims];
        for (int d = 0; d < dims; d++) {
            long windows = x.shape().size(x.rank() - dims + d);
            least[d] = (windows - 1) * form.stride().get(d)
                    - 2 * form.padding().get(d)
                    + form.kernel().get(d);
        }
        if (given.isEmpty()) {
            return least;
        }
        List<Long> sizes = ConvolutionForm.spread(op, "output_size", given, dims);
        for (int d = 0; d < dims; d++) {
            long stride = form.stride().get(d);
            if (Math.abs(sizes.get(d) - least[d]) >= stride) {
                throw new ShapeException(op + ": invalid output_size \"" + sizes + "\" (dim " + d + " must be between "
                        + (least[d] - stride) + " and " + (least[d] + stride) + ")");
            }
        }
        return sizes.stream().mapToLong(Long::longValue).toArray();
    }
}
