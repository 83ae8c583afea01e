package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.HostArrays;
import dev.vecgrad.core.Transfer;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.Shape;
import java.util.List;
import java.util.stream.LongStream;

/** The greatest elements of as many windows as are wanted, {@code [n, c, ...]} or {@code [c, ...]}, float32 or float64. */
public final class AdaptivePooling {
    private AdaptivePooling() {}

    /**
     * {@return the greatest element of each window and where in its plane it is; of equals the first, of NaNs the last} The gradient goes to
     * the places. torch.nn.functional.adaptive_max_pool1d, adaptive_max_pool2d with return_indices.
     *
     * @param op the name in errors
     * @param dims the number of dims after the channels, one or two
     * @param sizes the numbers of windows
     */
    public static Extrema.Extremum max(String op, int dims, Value x, List<Long> sizes) {
        List<Blocks> blocks = Resizing.blocks(op, dims, x, sizes);
        Blocks across = blocks.getLast();
        Blocks down = dims == 1 ? new Blocks(1, 1) : blocks.getFirst();
        long[] found = x.shape().toArray();
        for (int d = 0; d < dims; d++) {
            found[x.rank() - dims + d] = blocks.get(d).count();
        }
        Shape shape = Shape.of(found);
        Maxima maxima = maxima(x, down, across);
        return Pooling.recorded(
                "AdaptiveMaxPool2DBackward0", dims, x, shaped(maxima.values(), shape), shaped(maxima.indices(), shape));
    }

    /** A window that is shorter than the longest meets its last element again. */
    private static Maxima maxima(Value x, Blocks down, Blocks across) {
        long plane = down.size() * across.size();
        Value planes = Movement.reshape(x.detach(), x.numel() / plane, down.size(), across.size());
        Value numbers =
                Movement.reshape(Transfer.to(Creation.arange(0, plane, 1), x.device()), 1, down.size(), across.size());
        Shape shape = Shape.of(planes.shape().size(0), down.count(), across.count());
        Maxima maxima = Maxima.none(shape, x.dtype(), x.device());
        for (long i = 0; i < down.longest(); i++) {
            Value rows = IndexedSlices.select(planes, 1, places(down, i));
            Value rowsOfNumbers = IndexedSlices.select(numbers, 1, places(down, i));
            for (long j = 0; j < across.longest(); j++) {
                Value columns = places(across, j);
                maxima.meet(IndexedSlices.select(rows, 2, columns), IndexedSlices.select(rowsOfNumbers, 2, columns));
            }
        }
        return maxima;
    }

    private static Value places(Blocks blocks, long term) {
        long[] places = LongStream.range(0, blocks.count())
                .map(i -> Math.min(blocks.start(i) + term, blocks.end(i) - 1))
                .toArray();
        return HostArrays.of(places, Shape.of(places.length));
    }

    private static Value shaped(Value dense, Shape shape) {
        return Arithmetic.contiguous(dense).restrided(shape, shape.contiguousStrides(), 0);
    }
}
