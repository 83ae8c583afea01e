package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Broadcast;
import dev.vecgrad.core.HostArrays;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import dev.vecgrad.type.VecgradException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Tensors of all pairs, triples, ... of elements, and of powers. */
public final class Grids {
    private Grids() {}

    /** {@return views of all tensors in the shape to which they broadcast together} */
    public static List<Value> broadcast(List<Value> tensors) {
        Shape shape = Shape.SCALAR;
        for (Value tensor : tensors) {
            shape = Shape.broadcast("broadcast_tensors", shape, tensor.shape());
        }
        Shape common = shape;
        return tensors.stream().map(x -> Broadcast.expand(x, common)).toList();
    }

    /**
     * {@return for each vector a view over the grid of all of them, in which it runs along its own dim}
     *
     * @param indexing {@code "ij"}: the first vector's dim is the first one; {@code "xy"}: the first two change places
     */
    public static List<Value> meshgrid(List<Value> vectors, String indexing) {
        boolean swaps = indexing.equals("xy");
        if (!swaps && !indexing.equals("ij")) {
            throw new VecgradException(
                    "meshgrid: torch.meshgrid: indexing must be one of \"xy\" or \"ij\", but received: " + indexing);
        }
        long[] sizes = sizes(vectors);
        List<Value> grids = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            long[] own = new long[sizes.length];
            Arrays.fill(own, 1);
            own[i] = sizes[i];
            Value grid = Movement.expand(Movement.view(vectors.get(i), own), sizes);
            grids.add(swaps && sizes.length > 1 ? Movement.transpose(grid, 0, 1) : grid);
        }
        return grids;
    }

    private static long[] sizes(List<Value> vectors) {
        if (vectors.isEmpty()) {
            throw new ShapeException("meshgrid: meshgrid expects a non-empty TensorList");
        }
        for (Value vector : vectors) {
            if (vector.rank() > 1) {
                throw new ShapeException(
                        "meshgrid: torch.meshgrid: Expected 0D or 1D tensor in the tensor list but got: "
                                + vector.shape());
            }
            if (vector.dtype() != vectors.getFirst().dtype()) {
                throw new DTypeException(
                        "meshgrid: torch.meshgrid expects all tensors to have the same dtype: they have "
                                + vectors.getFirst().dtype() + " and " + vector.dtype());
            }
        }
        return vectors.stream().mapToLong(Value::numel).toArray();
    }

    /** {@return all choices of one element of each vector, a row for each; of a single vector, itself} */
    public static Value cartesianProd(List<Value> vectors) {
        vectors.forEach(vector -> requireVector("cartesian_prod", vector));
        if (vectors.size() == 1) {
            return vectors.getFirst();
        }
        List<Value> columns = meshgrid(vectors, "ij").stream()
                .map(grid -> Movement.reshape(grid, -1))
                .toList();
        return Joining.stack(columns, 1);
    }

    private static void requireVector(String op, Value x) {
        if (x.rank() != 1) {
            throw new ShapeException(op + ": Expect a 1D vector, but got shape " + x.shape());
        }
    }

    /** {@return all choices of {@code r} elements in their order, a row for each} */
    public static Value combinations(Value x, int r, boolean withReplacement) {
        requireVector("combinations", x);
        if (r < 0) {
            throw new VecgradException("combinations: Expect a non-negative number, but got " + r);
        }
        if (r == 0) {
            return Value.empty(x.dtype(), Shape.of(0), x.device());
        }
        long choices = choices(x.numel(), r, withReplacement);
        if (choices == 0) {
            return Movement.reshape(Movement.narrow(x, 0, 0, 0), 0, r);
        }
        HostArrays.length("combinations", r * choices, Long.BYTES);
        long[] places = places((int) x.numel(), r, withReplacement);
        Value chosen = Indexing.indexSelect(x, 0, HostArrays.of(places, Shape.of(places.length)));
        return Movement.reshape(chosen, places.length / r, r);
    }

    /** How many choices there are; at least 2^31 if there are more. */
    private static long choices(long n, int r, boolean withReplacement) {
        long from = withReplacement ? n + r - 1 : n;
        long chosen = Math.min(r, from - r);
        if (chosen < 0 || n == 0) {
            return 0;
        }
        long count = 1;
        for (long i = 1; i <= chosen && count < Integer.MAX_VALUE; i++) {
            count = count * (from - chosen + i) / i;
        }
        return Math.min(count, Integer.MAX_VALUE);
    }

    private static long[] places(int n, int r, boolean withReplacement) {
        List<int[]> rows = new ArrayList<>();
        choose(rows, new int[r], 0, 0, n, withReplacement);
        return rows.stream().flatMapToInt(Arrays::stream).asLongStream().toArray();
    }

    private static void choose(List<int[]> rows, int[] row, int at, int least, int n, boolean withReplacement) {
        if (at == row.length) {
            rows.add(row.clone());
            return;
        }
        int after = withReplacement ? 0 : row.length - at - 1;
        for (int i = least; i < n - after; i++) {
            row[at] = i;
            choose(rows, row, at + 1, withReplacement ? i : i + 1, n, withReplacement);
        }
    }

    /** {@return for each element a row of its powers, {@code n} of them from 0 on; the highest first unless {@code increasing}} */
    public static Value vander(Value x, long n, boolean increasing) {
        if (x.rank() != 1) {
            throw new ShapeException("vander: x must be a one-dimensional tensor.: its shape is " + x.shape());
        }
        if (n < 0) {
            throw new VecgradException("vander: N must be non-negative.: " + n);
        }
        Value base = x.dtype().isFloatingPoint() ? x : Arithmetic.cast(x, DType.INT64);
        if (n == 0) {
            return Value.empty(base.dtype(), Shape.of(x.numel(), 0), base.device());
        }
        Value ones = Arithmetic.full(Shape.of(x.numel(), 1), base.dtype(), 1, base.device());
        Value factors = Movement.expand(Movement.unsqueeze(base, 1), x.numel(), n - 1);
        Value powers = Scans.cumprod(Joining.cat(List.of(ones, factors), 1), 1);
        return increasing ? powers : Rearranging.flip(powers, 1);
    }
}
