package dev.vecgrad.ops;

import dev.vecgrad.core.Broadcast;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.util.List;

/** Elements picked by a mask: those where it is true, in row-major order. */
final class Masking {
    private Masking() {}

    /** {@return for each dim of a mask where it is true along it} */
    static List<Value> indices(Value mask) {
        return Searching.nonzeroTuple(mask.detach());
    }

    /** {@return the elements of x where the mask is true, as a vector; both broadcast} */
    static Value select(Value x, Value mask) {
        requireBool("masked_select: expected BoolTensor for mask", mask);
        Shape shape = Shape.broadcast("masked_select", x.shape(), mask.shape());
        return places("masked_select", mask, shape).read(Broadcast.expand(x, shape));
    }

    /** {@return self with source's first elements, row by row, where the mask is true; self and mask broadcast} */
    static Value scatter(Value self, Value mask, Value source) {
        requireScatter(self, mask, source);
        Shape shape = Shape.broadcast("masked_scatter", self.shape(), mask.shape());
        Places places = places("masked_scatter", mask, shape);
        return places.set(Broadcast.expand(self, shape), first(source, places));
    }

    /** {@link #scatter} over self, to whose shape the mask broadcasts. */
    static void scatterInPlace(Value self, Value mask, Value source) {
        requireScatter(self, mask, source);
        Shape shape = Shape.broadcast("masked_scatter", self.shape(), mask.shape());
        if (!shape.equals(self.shape())) {
            throw new ShapeException("masked_scatter_: output with shape " + self.shape()
                    + " doesn't match the broadcast shape " + shape + ": an in-place op keeps its tensor's shape");
        }
        Places places = places("masked_scatter", mask, shape);
        places.setInPlace(self, first(source, places));
    }

    private static void requireScatter(Value self, Value mask, Value source) {
        requireBool("masked_scatter: masked_scatter_ only supports boolean masks", mask);
        if (self.dtype() != source.dtype()) {
            throw new DTypeException("masked_scatter: expected self and source to have same dtypes but got "
                    + self.dtype() + " and " + source.dtype());
        }
    }

    private static void requireBool(String sentence, Value mask) {
        if (mask.dtype() != DType.BOOL) {
            throw new DTypeException(
                    sentence + ", but got mask with dtype " + mask.dtype() + ": compare it to get one");
        }
    }

    private static Value first(Value source, Places places) {
        long count = places.map().walk().numel();
        if (source.numel() < count) {
            throw new ShapeException("masked_scatter: Number of elements of source < number of ones in mask: "
                    + source.numel() + " and " + count);
        }
        return Movement.narrow(Movement.reshape(source, -1), 0, 0, count);
    }

    private static Places places(String op, Value mask, Shape shape) {
        Value flat = Movement.reshape(Broadcast.expand(mask.detach(), shape), -1);
        Value numbers = indices(flat).getFirst();
        return new PlaceMap(PlaceNodes.MASKED, numbers.shape(), new int[] {-1}, PlaceMap.indices(op, true, -1), true)
                .with(numbers);
    }
}
