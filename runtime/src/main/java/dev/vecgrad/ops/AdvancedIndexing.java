package dev.vecgrad.ops;

import dev.vecgrad.core.Value;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.IndexException;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reading and writing by index tensors for several dims at once.
 *
 * <p>A list has an entry for each dim from the first on: null for the whole dim, an int64 or int32 tensor of indices (negative ones count from the
 * end), or a bool mask, which stands for as many dims as it has and picks where it is true. Index tensors broadcast together; the dims of
 * their common shape stand where the indexed dims were if these are neighbours, else in front.
 */
final class AdvancedIndexing {
    private AdvancedIndexing() {}

    /** {@return the elements that the indices name} */
    static Value index(Value x, List<@Nullable Value> indices) {
        return places("index", x, indices).read(x);
    }

    /** {@return self with values, which broadcast, in place of what the indices name, or added to it} */
    static Value put(Value self, List<@Nullable Value> indices, Value values, boolean accumulate) {
        Places places = valued(self, indices, values);
        return accumulate ? places.add(self, values) : places.set(self, values);
    }

    /** {@link #put} over self. */
    static void putInPlace(Value self, List<@Nullable Value> indices, Value values, boolean accumulate) {
        Places places = valued(self, indices, values);
        if (accumulate) {
            places.addInPlace(self, values);
        } else {
            places.setInPlace(self, values);
        }
    }

    /** {@return the values of index tensors} */
    static <T extends Operand<T>> List<@Nullable Value> values(List<? extends @Nullable T> indices) {
        List<@Nullable Value> values = new ArrayList<>();
        for (T index : indices) {
            values.add(index == null ? null : index.value());
        }
        return values;
    }

    private static Places valued(Value self, List<@Nullable Value> indices, Value values) {
        if (self.dtype() != values.dtype()) {
            throw new DTypeException("index_put: Index put requires the source and destination dtypes match, got "
                    + self.dtype() + " for the destination and " + values.dtype() + " for the source.");
        }
        Places places = places("index_put", self, indices);
        requireBroadcast(values.shape(), places.map().walk());
        return places;
    }

    private static void requireBroadcast(Shape values, Shape walk) {
        int lead = walk.rank() - values.rank();
        boolean fits = lead >= 0;
        for (int d = 0; fits && d < values.rank(); d++) {
            fits = values.size(d) == 1 || values.size(d) == walk.size(lead + d);
        }
        if (!fits) {
            throw new ShapeException("index_put: shape mismatch: value tensor of shape " + values
                    + " cannot be broadcast to indexing result of shape " + walk);
        }
    }

    /** {@return what a list of index tensors names in x} */
    private static Places places(String op, Value x, List<@Nullable Value> indices) {
        List<@Nullable Value> plain = expanded(op, x, indices);
        int[] dims = named(plain);
        Value[] tensors = new Value[dims.length];
        Shape common = Shape.SCALAR;
        for (int k = 0; k < dims.length; k++) {
            Value tensor = plain.get(dims[k]);
            if (tensor != null) {
                tensors[k] = tensor;
                common = common(op, common, tensors, k);
            }
        }
        return placed(op, x, dims, tensors, common);
    }

    /** Each mask as the indices of where it is true, one vector for each of its dims. */
    private static List<@Nullable Value> expanded(String op, Value x, List<@Nullable Value> indices) {
        List<@Nullable Value> plain = new ArrayList<>();
        for (Value index : indices) {
            if (index == null) {
                plain.add(null);
            } else if (index.dtype() == DType.BOOL) {
                requireMaskFits(op, x, index, plain.size());
                plain.addAll(Masking.indices(index));
            } else if (index.dtype() == DType.INT64 || index.dtype() == DType.INT32) {
                plain.add(IndexChecks.int64(op, index));
            } else {
                throw new IndexException(op
                        + ": tensors used as indices must be long, int or bool tensors: this one is " + index.dtype());
            }
        }
        if (plain.size() > x.rank()) {
            throw tooMany(op, x);
        }
        return plain;
    }

    private static void requireMaskFits(String op, Value x, Value mask, int at) {
        if (at + mask.rank() > x.rank()) {
            throw tooMany(op, x);
        }
        for (int d = 0; d < mask.rank(); d++) {
            if (mask.shape().size(d) != x.shape().size(at + d)) {
                throw new IndexException(op + ": The shape of the mask " + mask.shape() + " at index " + d
                        + " does not match the shape of the indexed tensor " + x.shape() + " at index " + (at + d));
            }
        }
    }

    private static IndexException tooMany(String op, Value x) {
        return new IndexException(
                op + ": too many indices for tensor of dimension " + x.rank() + ": its shape is " + x.shape());
    }

    private static int[] named(List<@Nullable Value> plain) {
        int[] dims = new int[plain.size()];
        int n = 0;
        for (int d = 0; d < dims.length; d++) {
            if (plain.get(d) != null) {
                dims[n++] = d;
            }
        }
        return Arrays.copyOf(dims, n);
    }

    private static Shape common(String op, Shape before, Value[] tensors, int last) {
        try {
            return Shape.broadcast(op, before, tensors[last].shape());
        } catch (ShapeException e) {
            List<Shape> shapes =
                    Arrays.stream(tensors, 0, last + 1).map(Value::shape).toList();
            throw new IndexException(
                    op + ": shape mismatch: indexing tensors could not be broadcast together with shapes " + shapes);
        }
    }

    private static Places placed(String op, Value x, int[] dims, Value[] tensors, Shape common) {
        int front = areNeighbours(dims) && dims.length > 0 ? dims[0] : 0;
        List<Long> sizes = new ArrayList<>();
        List<Integer> free = new ArrayList<>();
        for (int d = 0; d < x.rank(); d++) {
            if (Arrays.binarySearch(dims, d) < 0) {
                free.add(d);
                sizes.add(x.shape().size(d));
            }
        }
        for (int b = common.rank() - 1; b >= 0; b--) {
            sizes.add(front, common.size(b));
        }
        free.addAll(front, Collections.nCopies(common.rank(), -1));
        Shape walk = Shape.of(sizes.stream().mapToLong(s -> s).toArray());
        Value[] shown = new Value[tensors.length];
        Arrays.setAll(shown, k -> shown(tensors[k], common, walk, front));
        Integer[] named = Arrays.stream(dims).boxed().toArray(Integer[]::new);
        int[] runs = free.stream().mapToInt(d -> d).toArray();
        return new PlaceMap(PlaceNodes.MANY, walk, runs, PlaceMap.indices(op, true, named), false).with(shown);
    }

    private static boolean areNeighbours(int[] dims) {
        for (int k = 1; k < dims.length; k++) {
            if (dims[k] != dims[k - 1] + 1) {
                return false;
            }
        }
        return true;
    }

    /** An index tensor in the shape of the walk, in which the dims of the common shape stand at {@code front}. */
    private static Value shown(Value tensor, Shape common, Shape walk, int front) {
        long[] strides = new long[walk.rank()];
        int lead = common.rank() - tensor.rank();
        for (int d = 0; d < tensor.rank(); d++) {
            strides[front + lead + d] = tensor.shape().size(d) == 1 ? 0 : tensor.strides()[d];
        }
        return tensor.restrided(walk, strides, tensor.offset());
    }
}
