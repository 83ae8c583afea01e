package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Dims;
import dev.vecgrad.core.HostArrays;
import dev.vecgrad.core.Scalar;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.util.Arrays;
import java.util.stream.LongStream;

/** Reading and writing the slices of a dim that a vector of indices (int64 or int32) names. A scalar counts as a vector of one element. */
final class IndexedSlices {
    private static final String ADD = "index_add";
    private static final String COPY = "index_copy";
    private static final String FILL = "index_fill";

    private IndexedSlices() {}

    /** {@return the slices of {@code dim} that a vector of indices names} */
    static Value select(Value x, int dim, Value index) {
        return slices("index_select", x, dim, index, false).read(x);
    }

    /** {@return self with source's slices, times alpha, added to those of {@code dim} that a vector of indices names} */
    static Value add(Value self, int dim, Value index, Value source, double alpha) {
        Places places = sourced(ADD, self, dim, index, source);
        return places.add(self, scaled(source, alpha));
    }

    /** {@link #add} over self. */
    static void addInPlace(Value self, int dim, Value index, Value source, double alpha) {
        Places places = sourced(ADD, self, dim, index, source);
        places.addInPlace(self, scaled(source, alpha));
    }

    private static Value scaled(Value source, double alpha) {
        if (alpha == 1) {
            return source;
        }
        Scalar factor = source.dtype().isFloatingPoint() ? Scalar.of(alpha) : Scalar.of((long) alpha);
        return Arithmetic.cast(PointwiseArithmetic.MUL.apply(source, factor), source.dtype());
    }

    /** {@return self with source's slices in place of those that a vector of indices names} */
    static Value copy(Value self, int dim, Value index, Value source) {
        return sourced(COPY, self, dim, index, source).set(self, source);
    }

    /** {@link #copy} over self. */
    static void copyInPlace(Value self, int dim, Value index, Value source) {
        sourced(COPY, self, dim, index, source).setInPlace(self, source);
    }

    /** {@return self with a number in the slices that a vector of indices names} */
    static Value fill(Value self, int dim, Value index, double number) {
        return slices(FILL, self, dim, index, true).fill(self, number);
    }

    /** {@return self with a scalar in the slices that a vector of indices names} */
    static Value fill(Value self, int dim, Value index, Value number) {
        IndexChecks.requireScalar(FILL, number);
        Places places = slices(FILL, self, dim, once(self, dim, index, number), true);
        return places.set("IndexFillBackward1", self, Arithmetic.cast(number, self.dtype()));
    }

    /** {@link #fill} over self. */
    static void fillInPlace(Value self, int dim, Value index, double number) {
        slices(FILL, self, dim, index, true).fillInPlace(self, number);
    }

    /** {@link #fill} with a scalar over self. */
    static void fillInPlace(Value self, int dim, Value index, Value number) {
        IndexChecks.requireScalar(FILL, number);
        Places places = slices(FILL, self, dim, once(self, dim, index, number), true);
        places.setInPlace("IndexFillBackward1", self, Arithmetic.cast(number, self.dtype()));
    }

    /** {@return the places named once each, if the number's gradient is wanted, which counts no element twice} */
    private static Value once(Value self, int dim, Value index, Value number) {
        if (!number.requiresGrad() || index.rank() != 1 || self.rank() == 0) {
            return index;
        }
        long size = self.shape().size(Dims.wrap(FILL, dim, self.rank()));
        long[] places = LongStream.of(HostArrays.longs(IndexChecks.int64(FILL, index)))
                .map(i -> i < 0 && i >= -size ? i + size : i)
                .distinct()
                .toArray();
        return HostArrays.of(places, Shape.of(places.length));
    }

    /** {@return the slices of x that a vector names} */
    static Places slices(String op, Value x, int dim, Value index, boolean wraps) {
        int d = Dims.wrap(op, dim, x.rank());
        Value vector = IndexChecks.int64(op, index);
        if (index.rank() > 1) {
            throw new ShapeException(op + ": Index is supposed to be a vector, but it has shape " + index.shape());
        }
        if (x.rank() == 0 && index.numel() != 1) {
            throw new ShapeException(
                    op + ": Index to scalar can have only 1 value, got " + index.numel() + " value(s)");
        }
        long[] sizes = x.shape().toArray();
        long[] strides = new long[x.rank()];
        int[] free = new int[x.rank()];
        Arrays.setAll(free, w -> w == d ? -1 : w);
        if (x.rank() > 0) {
            sizes[d] = index.numel();
            strides[d] = index.rank() == 0 ? 1 : vector.strides()[0];
        }
        Shape walk = Shape.of(sizes);
        return new PlaceMap(PlaceNodes.SLICES, walk, free, PlaceMap.indices(op, wraps, d), false)
                .with(vector.restrided(walk, strides, vector.offset()));
    }

    private static Places sourced(String op, Value self, int dim, Value index, Value source) {
        Places places = slices(op, self, dim, index, false);
        IndexChecks.requireOneDType(op, self, source);
        Shape walk = places.map().walk();
        if (source.rank() != walk.rank()) {
            throw unlike(op, self, source);
        }
        int d = Dims.wrap(op, dim, self.rank());
        for (int i = 0; i < walk.rank(); i++) {
            if (walk.size(i) != source.shape().size(i)) {
                throw i == d ? miscounted(op, index, source, d) : unlike(op, self, source);
            }
        }
        return places;
    }

    private static ShapeException miscounted(String op, Value index, Value source, int dim) {
        return new ShapeException(op + ": Number of indices (" + index.numel()
                + ") should be equal to source.size(dim): (" + source.shape().size(dim) + "), for dim: " + dim);
    }

    private static ShapeException unlike(String op, Value self, Value source) {
        return new ShapeException(
                op + ": source tensor shape must match self tensor shape, excluding the specified dimension."
                        + " Got self.shape = " + self.shape() + " source.shape = " + source.shape());
    }
}
