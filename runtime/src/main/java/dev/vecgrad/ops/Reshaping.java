package dev.vecgrad.ops;

import dev.vecgrad.core.Dims;
import dev.vecgrad.core.HostElements;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.ShapeException;
import java.util.Arrays;

/** Views that the basic movements make up. */
final class Reshaping {
    private Reshaping() {}

    /** {@return x with dim source[i] at destination[i]; the other dims fill the free places in their order} */
    static Value movedim(Value x, int[] source, int[] destination) {
        if (source.length != destination.length) {
            throw new ShapeException("movedim: Invalid source or destination dims: source (" + Arrays.toString(source)
                    + " dims) should contain the same number of dims as destination (" + Arrays.toString(destination)
                    + " dims)");
        }
        int[] order = new int[x.rank()];
        Arrays.fill(order, -1);
        boolean[] taken = new boolean[x.rank()];
        int[] from = distinct("source", x, source);
        int[] to = distinct("destination", x, destination);
        for (int i = 0; i < from.length && x.rank() > 0; i++) {
            order[to[i]] = from[i];
            taken[from[i]] = true;
        }
        int next = 0;
        for (int d = 0; d < order.length; d++) {
            while (order[d] < 0 && taken[next]) {
                next++;
            }
            order[d] = order[d] < 0 ? next++ : order[d];
        }
        return Movement.permute(x, order);
    }

    private static int[] distinct(String side, Value x, int[] dims) {
        int[] wrapped =
                Arrays.stream(dims).map(d -> Dims.wrap("movedim", d, x.rank())).toArray();
        if (Arrays.stream(wrapped).distinct().count() != wrapped.length) {
            throw new ShapeException("movedim: repeated dim in `" + side + "` (" + Arrays.toString(dims)
                    + "): each dim moves once; the tensor has " + x.rank() + " dims");
        }
        return wrapped;
    }

    /** {@return x with {@code dim} as several dims, one of whose sizes may be -1} */
    static Value unflatten(Value x, int dim, long... sizes) {
        int d = Dims.wrap("unflatten", dim, x.rank());
        if (sizes.length == 0) {
            throw new ShapeException("unflatten: sizes must be non-empty");
        }
        long size = x.rank() == 0 ? 1 : x.shape().size(d);
        long[] inner;
        try {
            inner = ViewShapes.infer("unflatten", size, sizes).toArray();
        } catch (ShapeException e) {
            throw new ShapeException("unflatten: Provided sizes " + Arrays.toString(sizes)
                    + " don't multiply up to the size of dim " + d + " (" + size + ") in the input tensor");
        }
        return Movement.view(x, replaced(x.shape().toArray(), d, inner));
    }

    private static long[] replaced(long[] sizes, int d, long[] inner) {
        if (sizes.length == 0) {
            return inner;
        }
        long[] all = new long[sizes.length - 1 + inner.length];
        System.arraycopy(sizes, 0, all, 0, d);
        System.arraycopy(inner, 0, all, d, inner.length);
        System.arraycopy(sizes, d + 1, all, d + inner.length, sizes.length - d - 1);
        return all;
    }

    /** {@return x with at least so many dims: the first new one before a vector's, the next after a matrix's} */
    static Value atLeast(Value x, int dims) {
        if (x.rank() >= dims) {
            return x;
        }
        return switch (x.rank()) {
            case 0 -> Movement.view(x, ones(dims));
            case 1 -> atLeast(Movement.unsqueeze(x, 0), dims);
            default -> Movement.unsqueeze(x, -1);
        };
    }

    private static long[] ones(int dims) {
        long[] ones = new long[dims];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** {@return the elements of {@code dim} from the number that {@code start} holds} */
    static Value narrow(Value x, int dim, Value start, long length) {
        if (start.rank() != 0
                || start.dtype().isFloatingPoint()
                || start.dtype().isBool()) {
            throw new DTypeException("narrow: start must be an 0-dim integral Tensor.: it has dtype " + start.dtype()
                    + " and shape " + start.shape());
        }
        return Movement.narrow(x, dim, HostElements.integer(start, 0), length);
    }
}
