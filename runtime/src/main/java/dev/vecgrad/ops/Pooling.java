package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.HostArrays;
import dev.vecgrad.core.Recorder;
import dev.vecgrad.core.SavedValue;
import dev.vecgrad.core.Transfer;
import dev.vecgrad.core.Value;
import dev.vecgrad.ir.Convolution;
import dev.vecgrad.ir.MaxPool;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.Shape;
import org.jspecify.annotations.Nullable;

/*
 * Means are convolutions of single planes with equal weights.
 */
/** Greatest elements and means of windows on images, {@code [n, c, ...]} or {@code [c, ...]}, float32 or float64. */
public final class Pooling {
    private Pooling() {}

    /**
     * {@return the greatest element of each window and where in its plane it is; of equals the first, of NaNs the last} The gradient goes to
     * the places. torch.nn.functional.max_pool1d, max_pool2d with return_indices.
     *
     * @param op the name in errors
     * @param dims the number of dims after the channels
     */
    public static Extrema.Extremum max(String op, int dims, Value x, PoolForm form) {
        requireFloating(op, x);
        PoolGrid grid = PoolGrid.of(op, dims, x, form);
        Value[] found = greatest(grid, x);
        return recorded("MaxPool2DWithIndicesBackward0", dims, x, grid.shaped(found[0]), grid.shaped(found[1]));
    }

    /** {@return maxima of x and their places in their planes; the gradient goes to the places} */
    static Extrema.Extremum recorded(String node, int dims, Value x, Value maxima, Value indices) {
        Shape shape = x.shape();
        Value values = Recorder.record(
                node(node, dims),
                new Value[] {x},
                maxima,
                call -> new Value[] {scattered(call.gradient(), call.saved(0), shape, dims)},
                SavedValue.of(indices));
        return new Extrema.Extremum(values, indices);
    }

    private static Value[] greatest(PoolGrid grid, Value x) {
        Shape shape = Shape.of(grid.planes(), grid.down().count(), grid.across().count());
        Value values = Value.empty(x.dtype(), shape, x.device());
        Value indices = Value.empty(DType.INT64, shape, x.device());
        MaxPool call = new MaxPool(window(grid.down()), window(grid.across()));
        RowLayout.runPlain(call, grid.planes(x), values, indices);
        return new Value[] {values, indices};
    }

    private static MaxPool.Window window(PoolGrid.Dim dim) {
        return new MaxPool.Window(dim.kernel(), axis(dim));
    }

    /** {@return an image of this shape in which results are added up at their places} */
    private static Value scattered(Value results, Value indices, Shape shape, int dims) {
        long plane = plane(shape, dims);
        long planes = shape.numel() / Math.max(1, plane);
        Value zeros = Arithmetic.full(Shape.of(planes, plane), results.dtype(), 0, results.device());
        Value flat = Movement.reshape(results, planes, results.numel() / Math.max(1, planes));
        Value places = Movement.reshape(indices, planes, results.numel() / Math.max(1, planes));
        return Movement.reshape(Indexing.scatterAdd(zeros, 1, places, flat), shape.toArray());
    }

    private static long plane(Shape shape, int dims) {
        long plane = 1;
        for (int d = shape.rank() - dims; d < shape.rank(); d++) {
            plane *= shape.size(d);
        }
        return plane;
    }

    /**
     * {@return the mean of each window} torch.nn.functional.avg_pool1d, avg_pool2d.
     *
     * @param op the name in errors
     * @param dims the number of dims after the channels
     * @param countIncludePad whether margins count as elements; what a window has beyond them never does
     * @param divisor what sums are divided by; null for the number of elements
     */
    public static Value mean(
            String op, int dims, Value x, PoolForm form, boolean countIncludePad, @Nullable Long divisor) {
        requireFloating(op, x);
        if (divisor != null && divisor == 0) {
            throw new IllegalArgumentException(op + ": divisor must be not zero");
        }
        PoolGrid grid = PoolGrid.of(op, dims, x, form);
        Value divisors = divisors(grid, x, countIncludePad, divisor);
        Shape images =
                Shape.of(grid.planes(), 1, grid.down().size(), grid.across().size());
        Value planes = grid.planes(x);
        Value sums = sums(grid, planes.restrided(images, images.contiguousStrides(), planes.offset()));
        Value means = grid.shaped(PointwiseArithmetic.DIV.apply(sums, divisors));
        Shape shape = x.shape();
        return Recorder.record(node("AvgPool2DBackward0", dims), new Value[] {x}, means, call -> {
            Value shares = PointwiseArithmetic.DIV.apply(
                    Movement.reshape(
                            call.gradient(),
                            grid.planes(),
                            1,
                            grid.down().count(),
                            grid.across().count()),
                    divisors);
            Value weight = ones(grid, x);
            Value back = new Bilinear(grid(grid)).image("AvgPool2DBackwardBackward0", shares, weight, null, images);
            return new Value[] {Movement.reshape(back, shape.toArray())};
        });
    }

    private static Value sums(PoolGrid grid, Value planes) {
        Shape shape =
                Shape.of(grid.planes(), 1, grid.down().count(), grid.across().count());
        return new Bilinear(grid(grid)).result(Bilinear.CONVOLUTION, planes, ones(grid, planes), null, shape);
    }

    private static Value ones(PoolGrid grid, Value like) {
        return Arithmetic.full(
                Shape.of(1, 1, grid.down().kernel(), grid.across().kernel()), like.dtype(), 1, like.device());
    }

    private static Convolution.Grid grid(PoolGrid grid) {
        return new Convolution.Grid(axis(grid.down()), axis(grid.across()), 1);
    }

    private static Convolution.Axis axis(PoolGrid.Dim dim) {
        return new Convolution.Axis(dim.stride(), dim.padding(), dim.dilation());
    }

    /** What the sums of the windows of a plane are divided by, {@code [down, across]}. */
    private static Value divisors(PoolGrid grid, Value like, boolean countIncludePad, @Nullable Long divisor) {
        int rows = Math.toIntExact(grid.down().count());
        int columns = Math.toIntExact(grid.across().count());
        double[] numbers = new double[rows * columns];
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                long counted = elements(grid.down(), y, countIncludePad) * elements(grid.across(), x, countIncludePad);
                numbers[y * columns + x] = divisor == null ? counted : divisor;
            }
        }
        return Arithmetic.cast(
                Transfer.to(HostArrays.of(numbers, Shape.of(rows, columns)), like.device()), like.dtype());
    }

    private static long elements(PoolGrid.Dim dim, long window, boolean countIncludePad) {
        long begin = window * dim.stride() - dim.padding();
        long end = Math.min(begin + dim.kernel(), dim.size() + dim.padding());
        return countIncludePad ? end - begin : Math.min(end, dim.size()) - Math.max(begin, 0);
    }

    /** In PyTorch one dim is two of which one is taken away again. */
    static String node(String ofPlanes, int dims) {
        return dims == 1 ? "SqueezeBackward1" : ofPlanes;
    }

    private static void requireFloating(String op, Value x) {
        if (!x.dtype().isFloatingPoint()) {
            throw new DTypeException(
                    op + ": not implemented for '" + x.dtype() + "': convert the tensor to float32 or float64");
        }
    }
}
