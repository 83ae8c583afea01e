package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.HostArrays;
import dev.vecgrad.core.HostElements;
import dev.vecgrad.core.Recorder;
import dev.vecgrad.core.SavedValue;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.IndexException;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.util.Arrays;
import java.util.OptionalLong;

/** Classes as vectors: looked up in a table, or with a single one. */
final class Lookup {
    private Lookup() {}

    /**
     * {@return the rows of a table that indices of any shape name: a further dim of the table's row length}
     *
     * @param padding the row that gets no gradient, if there is one; negative numbers count from the end
     */
    static Value embedding(Value table, Value index, OptionalLong padding) {
        return embedding(table, index, padding, false);
    }

    /** The same; a row's gradient may be divided by how often the row was named. */
    static Value embedding(Value table, Value index, OptionalLong padding, boolean byFrequency) {
        if (table.rank() != 2) {
            throw new ShapeException("embedding: 'weight' must be 2-D: its shape is " + table.shape());
        }
        long rows = table.shape().size(0);
        long pad = padding.isEmpty() ? -1 : paddingRow(padding.getAsLong(), rows);
        Value vector = Movement.reshape(IndexChecks.int64("embedding", index), -1);
        Places places = IndexedSlices.slices("embedding", table, 0, vector, false);
        Value found = places.read(table.detach());
        Value out = found.restrided(shape(index, table), shape(index, table).contiguousStrides(), 0);
        SavedValue[] saved = PlaceMap.save(places.tensors());
        return Recorder.record(
                "EmbeddingBackward0",
                new Value[] {table},
                out,
                call -> {
                    Value g = call.gradient();
                    Value each = Movement.reshape(g, places.map().walk().toArray());
                    if (byFrequency) {
                        each = PointwiseArithmetic.DIV.apply(each, counts(vector, rows, g.dtype()));
                    }
                    Value sums = places.map()
                            .saved(call)
                            .add(Arithmetic.full(table.shape(), g.dtype(), 0, table.device()), each);
                    return new Value[] {pad < 0 ? sums : IndexedSlices.fill(sums, 0, row(pad), 0)};
                },
                saved);
    }

    /** {@return for each index how often it comes in all, a column} */
    private static Value counts(Value vector, long rows, DType dtype) {
        Value none = Arithmetic.full(Shape.of(rows), dtype, 0, vector.device());
        Value ones = Arithmetic.full(vector.shape(), dtype, 1, vector.device());
        Value counts = IndexedSlices.add(none, 0, vector, ones, 1);
        return Movement.unsqueeze(IndexedSlices.select(counts, 0, vector), 1);
    }

    static long paddingRow(long padding, long rows) {
        if (padding < -rows || padding >= rows) {
            throw new IndexException("embedding: Padding_idx must be within num_embeddings: it is " + padding + " for "
                    + rows + " rows");
        }
        return padding < 0 ? padding + rows : padding;
    }

    private static Value row(long number) {
        return HostArrays.of(new long[] {number}, Shape.of(1));
    }

    private static Shape shape(Value index, Value table) {
        return widened(index.shape(), table.shape().size(1));
    }

    private static Shape widened(Shape shape, long last) {
        long[] sizes = Arrays.copyOf(shape.toArray(), shape.rank() + 1);
        sizes[shape.rank()] = last;
        return Shape.of(sizes);
    }

    /** {@return int64 zeros with a further dim of {@code classes} elements, one of which, the class's, is 1} */
    static Value oneHot(Value classes, long count) {
        requireClasses(classes);
        if (count <= 0) {
            throw new ShapeException("one_hot: num_classes should be positive: it is " + count);
        }
        Value hot = Arithmetic.full(widened(classes.shape(), count), DType.INT64, 0, classes.device());
        Value index = Movement.unsqueeze(classes.detach(), -1);
        try {
            Indexing.along("one_hot", hot, -1, index, false).fillInPlace(hot, 1);
        } catch (IndexException e) {
            throw new IndexException(
                    "one_hot: Class values must be non-negative and smaller than num_classes.: " + e.getMessage());
        }
        return hot;
    }

    /** {@return the same for as many classes as the greatest one asks for} */
    static Value oneHot(Value classes) {
        requireClasses(classes);
        if (classes.numel() == 0) {
            throw new ShapeException("one_hot: Can not infer total number of classes from empty tensor.");
        }
        return oneHot(classes, Math.max(1, greatest(classes) + 1));
    }

    private static long greatest(Value classes) {
        return HostElements.integer(Extrema.max(classes.detach()), 0);
    }

    private static void requireClasses(Value classes) {
        if (classes.dtype() != DType.INT64) {
            throw new DTypeException("one_hot: one_hot is only applicable to index tensor of type LongTensor.: it is "
                    + classes.dtype());
        }
    }
}
