package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Dims;
import dev.vecgrad.core.Node;
import dev.vecgrad.core.Recorder;
import dev.vecgrad.core.SavedValue;
import dev.vecgrad.core.Scalar;
import dev.vecgrad.core.Value;
import dev.vecgrad.exec.Launcher;
import dev.vecgrad.ir.Call;
import dev.vecgrad.ir.Region;
import dev.vecgrad.memory.Storage;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.IndexException;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Picking elements by index tensors, and its opposite. Index tensors are int64 and checked before anything is written. */
public final class Indexing {
    private Indexing() {}

    /** {@return for each index along {@code dim} the element of x there; the result has the index's shape} */
    public static Value gather(Value x, int dim, Value index) {
        int d = Dims.wrap("gather", dim, x.rank());
        requireIndex("gather", index);
        requireFits("gather", x, d, index);
        requireRange("gather", index, d, x.rank() == 0 ? 1 : x.shape().size(d));
        Value out = Value.empty(x.dtype(), index.shape());
        run(new Call.Gather(d), x, index, out);
        if (Recorder.isNeeded(x)) {
            Recorder.record(new GatherNode(x.shape(), d, index), new Value[] {x}, out);
        }
        return out;
    }

    /** {@return self with source's elements added where index points along {@code dim}} */
    public static Value scatterAdd(Value self, int dim, Value index, Value source) {
        int d = Dims.wrap("scatter_add", dim, self.rank());
        requireIndex("scatter_add", index);
        requireFits("scatter_add", self, d, index);
        requireRange(
                "scatter_add", index, d, self.rank() == 0 ? 1 : self.shape().size(d));
        requireOneDType("scatter_add", self, source);
        Value out = Arithmetic.contiguousCopy(self);
        Value part = shrunk("scatter_add", source, index);
        run(new Call.ScatterAdd(d), index, part, out);
        if (Recorder.isNeeded(self, part)) {
            Recorder.record(new ScatterAddNode(d, index), new Value[] {self, part}, out);
        }
        return out;
    }

    /** {@return the slices of {@code dim} that a vector of indices names} */
    public static Value indexSelect(Value x, int dim, Value index) {
        int d = Dims.wrap("index_select", dim, x.rank());
        requireVector("index_select", index);
        requireDims("index_select", x);
        requireRange("index_select", index, d, x.shape().size(d));
        long[] sizes = x.shape().toArray();
        sizes[d] = index.numel();
        Value out = Value.empty(x.dtype(), Shape.of(sizes));
        run(new Call.IndexSelect(d), x, index, out);
        if (Recorder.isNeeded(x)) {
            Recorder.record(new IndexSelectNode(x.shape(), d, index), new Value[] {x}, out);
        }
        return out;
    }

    /** {@return self with source's slices added to those of {@code dim} that a vector of indices names} */
    public static Value indexAdd(Value self, int dim, Value index, Value source) {
        int d = Dims.wrap("index_add", dim, self.rank());
        requireVector("index_add", index);
        requireDims("index_add", self);
        requireRange("index_add", index, d, self.shape().size(d));
        requireOneDType("index_add", self, source);
        requireSlices(self, d, index, source);
        Value out = Arithmetic.contiguousCopy(self);
        run(new Call.IndexAdd(d), index, source, out);
        if (Recorder.isNeeded(self, source)) {
            Recorder.record(new IndexAddNode(d, index), new Value[] {self, source}, out);
        }
        return out;
    }

    private static void requireSlices(Value self, int d, Value index, Value source) {
        long[] sizes = self.shape().toArray();
        sizes[d] = index.numel();
        if (!source.shape().equals(Shape.of(sizes))) {
            throw new ShapeException("index_add: source of shape " + source.shape() + " does not fit: dim " + d
                    + " must have the number of indices (" + index.numel() + "), the others those of self "
                    + self.shape());
        }
    }

    private static Value shrunk(String op, Value source, Value index) {
        Value part = source;
        for (int d = 0; d < index.rank(); d++) {
            if (source.rank() != index.rank()
                    || source.shape().size(d) < index.shape().size(d)) {
                throw new ShapeException(op + ": Expected index " + index.shape() + " to be no larger than src "
                        + source.shape() + " in every dim");
            }
            part = source.shape().size(d) == index.shape().size(d)
                    ? part
                    : Movement.narrow(part, d, 0, index.shape().size(d));
        }
        return part;
    }

    private static void run(Call call, Value... operands) {
        List<Region> regions = Arrays.stream(operands).map(Indexing::region).toList();
        if (operands[operands.length - 1].numel() > 0) {
            Launcher.run(
                    operands[0].device(),
                    call,
                    regions,
                    Arrays.stream(operands).map(Value::storage).toArray(Storage[]::new));
        }
    }

    private static Region region(Value x) {
        return x.rank() == 0
                ? new Region(x.dtype(), new long[] {1}, new long[] {1}, x.offset())
                : new Region(x.dtype(), x.shape().toArray(), x.strides(), x.offset());
    }

    private static void requireIndex(String op, Value index) {
        if (index.dtype() != DType.INT64) {
            throw new DTypeException(op + ": Expected dtype int64 for index, but it is " + index.dtype());
        }
    }

    private static void requireVector(String op, Value index) {
        requireIndex(op, index);
        if (index.rank() > 1) {
            throw new ShapeException(op + ": Index is supposed to be a vector, but it has shape " + index.shape());
        }
    }

    private static void requireDims(String op, Value x) {
        if (x.rank() == 0) {
            throw new ShapeException(op + ": the tensor must have a dim, but it is a scalar");
        }
    }

    private static void requireOneDType(String op, Value self, Value source) {
        if (self.dtype() != source.dtype()) {
            throw new DTypeException(op + ": Expected self.dtype to be equal to src.dtype: they are " + self.dtype()
                    + " and " + source.dtype());
        }
    }

    private static void requireFits(String op, Value x, int dim, Value index) {
        boolean fits = x.rank() == index.rank();
        for (int d = 0; fits && d < x.rank(); d++) {
            fits = d == dim || index.shape().size(d) <= x.shape().size(d);
        }
        if (!fits) {
            throw new ShapeException(op + ": Size does not match at dimension " + dim + " expected index "
                    + index.shape() + " to be no larger than self " + x.shape() + " apart from dimension " + dim);
        }
    }

    private static void requireRange(String op, Value index, int dim, long size) {
        Value below = PointwiseLogic.LT.apply(index, Scalar.of(0L));
        Value above = PointwiseLogic.GE.apply(index, Scalar.of(size));
        if (Predicates.any(PointwiseLogic.LOGICAL_OR.apply(below, above))) {
            throw new IndexException(
                    op + ": index out of range: an index is below 0 or not below " + size + ", the size of dim " + dim);
        }
    }

    private static Value zeros(Shape shape, DType dtype) {
        return Arithmetic.full(shape, dtype, 0);
    }

    private static final class GatherNode extends Node {
        private final Shape shape;
        private final int dim;
        private final SavedValue index;

        GatherNode(Shape shape, int dim, Value index) {
            super("GatherBackward0");
            this.shape = shape;
            this.dim = dim;
            this.index = SavedValue.of(index);
        }

        @Override
        protected @Nullable Value[] backward(@Nullable Value[] gradOutputs) {
            Value g = gradOutputs[0];
            return new @Nullable Value[] {
                g == null ? null : scatterAdd(zeros(shape, g.dtype()), dim, index.unpack(this), g)
            };
        }

        @Override
        protected SavedValue[] saved() {
            return new SavedValue[] {index};
        }
    }

    private static final class ScatterAddNode extends Node {
        private final int dim;
        private final SavedValue index;

        ScatterAddNode(int dim, Value index) {
            super("ScatterAddBackward0");
            this.dim = dim;
            this.index = SavedValue.of(index);
        }

        @Override
        protected @Nullable Value[] backward(@Nullable Value[] gradOutputs) {
            Value g = gradOutputs[0];
            return new @Nullable Value[] {g, g == null || !needs(1) ? null : gather(g, dim, index.unpack(this))};
        }

        @Override
        protected SavedValue[] saved() {
            return new SavedValue[] {index};
        }
    }

    private static final class IndexSelectNode extends Node {
        private final Shape shape;
        private final int dim;
        private final SavedValue index;

        IndexSelectNode(Shape shape, int dim, Value index) {
            super("IndexSelectBackward0");
            this.shape = shape;
            this.dim = dim;
            this.index = SavedValue.of(index);
        }

        @Override
        protected @Nullable Value[] backward(@Nullable Value[] gradOutputs) {
            Value g = gradOutputs[0];
            return new @Nullable Value[] {
                g == null ? null : indexAdd(zeros(shape, g.dtype()), dim, index.unpack(this), g)
            };
        }

        @Override
        protected SavedValue[] saved() {
            return new SavedValue[] {index};
        }
    }

    private static final class IndexAddNode extends Node {
        private final int dim;
        private final SavedValue index;

        IndexAddNode(int dim, Value index) {
            super("IndexAddBackward0");
            this.dim = dim;
            this.index = SavedValue.of(index);
        }

        @Override
        protected @Nullable Value[] backward(@Nullable Value[] gradOutputs) {
            Value g = gradOutputs[0];
            return new @Nullable Value[] {g, g == null || !needs(1) ? null : indexSelect(g, dim, index.unpack(this))};
        }

        @Override
        protected SavedValue[] saved() {
            return new SavedValue[] {index};
        }
    }
}
