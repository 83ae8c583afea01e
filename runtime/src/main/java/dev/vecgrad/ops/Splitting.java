package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Broadcast;
import dev.vecgrad.core.Dims;
import dev.vecgrad.core.HostArrays;
import dev.vecgrad.core.Node;
import dev.vecgrad.core.Recorder;
import dev.vecgrad.core.Value;
import dev.vecgrad.core.ViewFunction;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Cutting a tensor into views along a dim. The pieces of one call have one node: their gradients are put together, zeros standing
 * for pieces without one.
 */
public final class Splitting {
    /** More would fill the heap. */
    private static final int MOST_PIECES = 1 << 22;

    private Splitting() {}

    /** {@return pieces of {@code size} along {@code dim}; the last may have less} */
    public static List<Value> split(Value x, long size, int dim) {
        requireDims("split", x);
        int d = Dims.wrap("split", dim, x.rank());
        long whole = x.shape().size(d);
        if (size < 0) {
            throw new ShapeException(
                    "split: split expects split_size be non-negative, but got split_size=" + size + ": along dim " + d);
        }
        if (size == 0 && whole != 0) {
            throw new ShapeException(
                    "split: split_size can only be 0 if dimension size is 0, but got dimension size of " + whole
                            + ": dim " + d + " of shape " + x.shape());
        }
        int pieces = size >= whole ? 1 : HostArrays.length("split", (whole - 1) / size + 1, Long.BYTES);
        long[] sizes = new long[pieces];
        Arrays.fill(sizes, size);
        sizes[pieces - 1] = whole - size * (pieces - 1);
        return pieces("SplitBackward0", x, d, sizes);
    }

    /** {@return pieces of these sizes along {@code dim}; they must add up to the dim} */
    public static List<Value> split(Value x, long[] sizes, int dim) {
        requireDims("split", x);
        int d = Dims.wrap("split", dim, x.rank());
        long sum = 0;
        for (long size : sizes) {
            if (size < 0) {
                throw new ShapeException(
                        "split: split_with_sizes expects split_sizes have only non-negative entries, but got"
                                + " split_sizes=" + Arrays.toString(sizes));
            }
            sum += size;
        }
        if (sum != x.shape().size(d)) {
            throw new ShapeException("split: split_with_sizes expects split_sizes to sum exactly to "
                    + x.shape().size(d) + " (input tensor's size at dimension " + d + "), but got split_sizes="
                    + Arrays.toString(sizes));
        }
        return pieces("SplitWithSizesBackward0", x, d, sizes);
    }

    /** {@return {@code chunks} pieces along {@code dim} of one size, the last with less; fewer pieces if there are too few elements} */
    public static List<Value> chunk(Value x, int chunks, int dim) {
        requireDims("chunk", x);
        int d = Dims.wrap("chunk", dim, x.rank());
        if (chunks <= 0) {
            throw new ShapeException("chunk: chunk expects `chunks` to be greater than 0, got: " + chunks);
        }
        requireCount("chunk", chunks);
        long whole = x.shape().size(d);
        return whole == 0
                ? pieces("SplitWithSizesBackward0", x, d, new long[chunks])
                : split(x, (whole + chunks - 1) / chunks, d);
    }

    /** {@return {@code sections} pieces along {@code dim} whose sizes differ by at most one, the larger ones first} */
    public static List<Value> tensorSplit(Value x, int sections, int dim) {
        requireDims("tensor_split", x);
        int d = Dims.wrap("tensor_split", dim, x.rank());
        if (sections <= 0) {
            throw new ShapeException("tensor_split: number of sections must be larger than 0, got " + sections);
        }
        requireCount("tensor_split", sections);
        long whole = x.shape().size(d);
        long[] sizes = new long[sections];
        for (int i = 0; i < sections; i++) {
            sizes[i] = whole / sections + (i < whole % sections ? 1 : 0);
        }
        return pieces("SliceBackward0", x, d, sizes);
    }

    private static void requireCount(String op, int pieces) {
        if (pieces > MOST_PIECES) {
            throw new ShapeException(op + ": " + pieces + " pieces are too many: each is a tensor, at most "
                    + MOST_PIECES + " of which are made");
        }
    }

    /** {@return the pieces of {@code dim} before, between and after these indices, each limited as a slice is} */
    public static List<Value> tensorSplit(Value x, long[] indices, int dim) {
        requireDims("tensor_split", x);
        int d = Dims.wrap("tensor_split", dim, x.rank());
        List<Value> pieces = new ArrayList<>();
        long start = 0;
        for (long index : indices) {
            pieces.add(Movement.slice(x, d, start, index, 1));
            start = index;
        }
        pieces.add(Movement.slice(x, d, start, x.shape().size(d), 1));
        return pieces;
    }

    /**
     * {@return equal pieces along the dim that an op of this name cuts}
     *
     * @param op {@code hsplit}, {@code vsplit} or {@code dsplit}
     * @param dims the dims that a tensor must have
     */
    static List<Value> even(String op, Value x, int sections, int dims) {
        int d = splitDim(op, x, dims);
        long size = x.shape().size(d);
        if (sections <= 0 || size % sections != 0) {
            throw new ShapeException(op + ": torch." + op + " attempted to split along dimension " + d
                    + ", but the size of the dimension " + size + " is not divisible by the split_size " + sections
                    + "!: shape " + x.shape());
        }
        return tensorSplit(x, sections, d);
    }

    /** {@return pieces at indices along the dim that an op of this name cuts} */
    static List<Value> at(String op, Value x, long[] indices, int dims) {
        return tensorSplit(x, indices, splitDim(op, x, dims));
    }

    private static int splitDim(String op, Value x, int dims) {
        if (x.rank() < dims) {
            throw new ShapeException(op + ": torch." + op + " requires a tensor with at least " + dims + " dimension"
                    + (dims == 1 ? "" : "s") + ", but got a tensor with " + x.rank() + " dimensions!");
        }
        return switch (op) {
            case "hsplit" -> x.rank() == 1 ? 0 : 1;
            case "vsplit" -> 0;
            default -> 2;
        };
    }

    /** {@return the slices of {@code dim}, each without it} */
    public static List<Value> unbind(Value x, int dim) {
        if (x.rank() == 0) {
            throw new ShapeException("unbind: Dimension specified as " + dim + " but tensor has no dimensions");
        }
        int d = Dims.wrap("unbind", dim, x.rank());
        List<UnaryOperator<Value>> cuts = new ArrayList<>();
        for (long i = 0; i < x.shape().size(d); i++) {
            long at = i;
            cuts.add(base -> Movement.selected(base, d, at));
        }
        return views("UnbindBackward0", x, cuts, parts -> Joining.stack(parts, d));
    }

    private static List<Value> pieces(String node, Value x, int d, long[] sizes) {
        List<UnaryOperator<Value>> cuts = new ArrayList<>();
        long start = 0;
        for (long size : sizes) {
            long from = start;
            cuts.add(base -> Movement.cut(base, d, from, size, 1));
            start += size;
        }
        return views(node, x, cuts, parts -> Joining.cat(parts, d));
    }

    private static List<Value> views(String node, Value x, List<UnaryOperator<Value>> cuts, Join join) {
        Parts.Layout layout = Parts.Layout.of(x);
        Value[] views = cuts.stream().map(cut -> cut.apply(x)).toArray(Value[]::new);
        ViewFunction[] replays =
                cuts.stream().map(cut -> (ViewFunction) cut::apply).toArray(ViewFunction[]::new);
        ViewFunction[] backwards = cuts.stream()
                .map(cut -> (ViewFunction) gradient -> Parts.embed(node, gradient, layout, cut))
                .toArray(ViewFunction[]::new);
        Recorder.views(new JoinNode(node, views, join), x, views, replays, backwards);
        return List.of(views);
    }

    private static void requireDims(String op, Value x) {
        if (x.rank() == 0) {
            throw new ShapeException(
                    op + ": " + op + " expects at least a 1-dimensional tensor, but got a tensor with 0 dims");
        }
    }

    /** How pieces become the whole again. */
    private interface Join {
        Value of(List<Value> parts);
    }

    /** The gradient of a whole from those of its pieces. */
    private static final class JoinNode extends Node {
        private final Shape[] shapes;
        private final Join join;

        JoinNode(String name, Value[] views, Join join) {
            super(name);
            this.shapes = Arrays.stream(views).map(Value::shape).toArray(Shape[]::new);
            this.join = join;
        }

        @Override
        protected @Nullable Value[] backward(@Nullable Value[] gradOutputs) {
            List<@Nullable Value> gradients = Arrays.asList(gradOutputs);
            Value present =
                    gradients.stream().filter(g -> g != null).findFirst().orElse(null);
            if (present == null) {
                return new @Nullable Value[1];
            }
            Value zero = Arithmetic.full(Shape.SCALAR, present.dtype(), 0, present.device());
            List<Value> parts = new ArrayList<>();
            for (int i = 0; i < shapes.length; i++) {
                Value gradient = gradients.get(i);
                parts.add(gradient != null ? gradient : Broadcast.expand(zero, shapes[i]));
            }
            return new Value[] {join.of(parts)};
        }
    }
}
