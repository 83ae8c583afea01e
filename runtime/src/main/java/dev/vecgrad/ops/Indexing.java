package dev.vecgrad.ops;

import dev.vecgrad.core.Dims;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.util.Arrays;

/**
 * Reading and writing with an index for each element, along one dim: {@code out[i][j] = x[i][index[i][j]]} for dim 1.
 *
 * <p>The index tensor (int64 or int32) has the rank of the tensor and is no larger in the other dims.
 */
public final class Indexing {
    private Indexing() {}

    /** {@return for each index along {@code dim} the element of x there; the result has the index's shape} */
    public static Value gather(Value x, int dim, Value index) {
        return along("gather", x, dim, index, false).read(x);
    }

    /** {@return for each index along {@code dim} the element of x there, the other dims broadcasting; negative indices count from the end} */
    public static Value takeAlongDim(Value x, Value index, int dim) {
        String op = "take_along_dim";
        if (x.rank() != index.rank()) {
            throw new ShapeException(op + ": input and indices should have the same number of dimensions, but got "
                    + x.rank() + " dimensions for input, and " + index.rank() + " dimensions for indices");
        }
        int d = Dims.wrap(op, dim, x.rank());
        Value whole = Movement.expand(x, common(op, x.shape(), index.shape(), d));
        Value each = Movement.expand(index.detach(), common(op, index.shape(), x.shape(), d));
        return along(op, whole, d, each, true).read(whole);
    }

    /** {@return the elements of x that indices into all its elements, row by row, name; a vector} */
    public static Value takeAlongDim(Value x, Value index) {
        Value all = Movement.reshape(x, -1);
        return along("take_along_dim", all, 0, Movement.reshape(index.detach(), -1), true)
                .read(all);
    }

    /** The broadcast sizes of both, but along {@code dim} the own. */
    private static long[] common(String op, Shape own, Shape other, int dim) {
        long[] sizes = other.toArray();
        if (sizes.length > 0) {
            sizes[dim] = own.size(dim);
        }
        return Shape.broadcast(op, own, Shape.of(sizes)).toArray();
    }

    /** {@return self with source's elements where index points along {@code dim}; of several for one place the last one stays} */
    public static Value scatter(Value self, int dim, Value index, Value source) {
        Places places = along("scatter", self, dim, index, false);
        return places.set(self, part("scatter", source, index, self));
    }

    /** {@return self with a number where index points along {@code dim}} */
    public static Value scatter(Value self, int dim, Value index, double number) {
        return along("scatter", self, dim, index, false).fill(self, number);
    }

    /** {@return self with source's elements added where index points along {@code dim}} */
    public static Value scatterAdd(Value self, int dim, Value index, Value source) {
        Places places = along("scatter_add", self, dim, index, false);
        return places.add(self, part("scatter_add", source, index, self));
    }

    /** {@link #scatter} over self. */
    static void scatterInPlace(Value self, int dim, Value index, Value source) {
        Places places = along("scatter", self, dim, index, false);
        places.setInPlace(self, part("scatter", source, index, self));
    }

    /** {@link #scatter} of a number over self. */
    static void scatterInPlace(Value self, int dim, Value index, double number) {
        along("scatter", self, dim, index, false).fillInPlace(self, number);
    }

    /** {@link #scatterAdd} over self. */
    static void scatterAddInPlace(Value self, int dim, Value index, Value source) {
        Places places = along("scatter_add", self, dim, index, false);
        places.addInPlace(self, part("scatter_add", source, index, self));
    }

    /** {@return the slices of {@code dim} that a vector of indices names} */
    public static Value indexSelect(Value x, int dim, Value index) {
        return IndexedSlices.select(x, dim, index);
    }

    /** {@return the places that an index for each element names along a dim of x} */
    static Places along(String op, Value x, int dim, Value index, boolean wraps) {
        int d = Dims.wrap(op, dim, x.rank());
        Value indices = IndexChecks.int64(op, index);
        requireFits(op, x.shape(), d, index.shape());
        int[] free = new int[index.rank()];
        Arrays.setAll(free, w -> w == d || x.rank() == 0 ? -1 : w);
        return new PlaceMap(PlaceNodes.ALONG, index.shape(), free, PlaceMap.indices(op, wraps, d), false).with(indices);
    }

    private static void requireFits(String op, Shape x, int dim, Shape index) {
        if (index.numel() == 0) {
            return;
        }
        if (Math.max(1, x.rank()) != Math.max(1, index.rank())) {
            throw new ShapeException(op
                    + ": Index tensor must have the same number of dimensions as input tensor: their shapes are "
                    + index + " and " + x);
        }
        for (int d = 0; d < Math.min(x.rank(), index.rank()); d++) {
            if (d != dim && index.size(d) > x.size(d)) {
                throw new ShapeException(op + ": Size does not match at dimension " + d + " expected index " + index
                        + " to be no larger than self " + x + " apart from dimension " + dim);
            }
        }
    }

    /** {@return the part of source that has the index's shape, which is no larger} */
    static Value part(String op, Value source, Value index, Value self) {
        IndexChecks.requireOneDType(op, self, source);
        Shape shape = index.shape();
        if (shape.numel() == 0) {
            return zeroSized(source, shape);
        }
        boolean fits = Math.max(1, source.rank()) == Math.max(1, shape.rank());
        for (int d = 0; fits && d < Math.min(source.rank(), shape.rank()); d++) {
            fits = shape.size(d) <= source.shape().size(d);
        }
        if (!fits) {
            throw new ShapeException(op + ": Expected index " + shape + " to be no larger than self " + self.shape()
                    + " apart from the dim, and to be no larger size than src " + source.shape());
        }
        return cut(source, shape);
    }

    private static Value zeroSized(Value source, Shape shape) {
        return Movement.reshape(Movement.narrow(Movement.reshape(source, -1), 0, 0, 0), shape.toArray());
    }

    private static Value cut(Value source, Shape shape) {
        Value part = source.rank() == shape.rank() ? source : Movement.reshape(source, shape.toArray());
        for (int d = 0; d < shape.rank(); d++) {
            if (shape.size(d) < part.shape().size(d)) {
                part = Movement.narrow(part, d, 0, shape.size(d));
            }
        }
        return part;
    }
}
