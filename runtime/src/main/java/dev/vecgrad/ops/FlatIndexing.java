package dev.vecgrad.ops;

import dev.vecgrad.core.Value;
import dev.vecgrad.type.ShapeException;
import java.util.Arrays;

/** Reading and writing elements by their number in row-major order of the whole tensor; negative numbers count from the end. */
final class FlatIndexing {
    private FlatIndexing() {}

    /** {@return the elements with these numbers; the result has the index's shape} */
    static Value take(Value x, Value index) {
        return numbered("take", index).read(x);
    }

    /** {@return self with source's elements at these numbers, in place of what is there or added to it} */
    static Value put(Value self, Value index, Value source, boolean accumulate) {
        Places places = numbered("put", index);
        Value shown = shown(self, index, source);
        return accumulate ? places.add(self, shown) : places.set(self, shown);
    }

    /** {@link #put} over self. */
    static void putInPlace(Value self, Value index, Value source, boolean accumulate) {
        Places places = numbered("put", index);
        Value shown = shown(self, index, source);
        if (accumulate) {
            places.addInPlace(self, shown);
        } else {
            places.setInPlace(self, shown);
        }
    }

    private static Value shown(Value self, Value index, Value source) {
        IndexChecks.requireOneDType("put", self, source);
        if (source.numel() != index.numel()) {
            throw new ShapeException(
                    "put: Expected source and index to have the same number of elements, but got source.numel() = "
                            + source.numel() + ", index.numel() = " + index.numel());
        }
        return source.shape().equals(index.shape())
                ? source
                : Movement.reshape(source, index.shape().toArray());
    }

    /** {@return the elements that these numbers name} */
    static Places numbered(String op, Value index) {
        int[] free = new int[index.rank()];
        Arrays.fill(free, -1);
        return new PlaceMap(PlaceNodes.FLAT, index.shape(), free, PlaceMap.indices(op, true, -1), true)
                .with(IndexChecks.int64(op, index));
    }
}
