package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Broadcast;
import dev.vecgrad.core.Dims;
import dev.vecgrad.core.Recorder;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.IndexException;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** Ops that show the same elements with other dims: views, without a copy unless said. Gradients are the opposite movement. */
public final class Movement {
    private Movement() {}

    /** {@return x with these sizes, one of which may be -1; an error if its strides do not allow it} */
    public static Value view(Value x, long... sizes) {
        Shape target = ViewShapes.infer("view", x.numel(), sizes);
        if (ViewShapes.strides(x.shape(), x.strides(), target) == null) {
            throw new ShapeException(
                    "view: view size is not compatible with input tensor's size and stride (at least one"
                            + " dimension spans across two contiguous subspaces). Use .reshape(...) instead.: shape "
                            + x.shape() + " with strides " + Arrays.toString(x.strides()) + " as " + target);
        }
        return viewed("ViewBackward0", x, target);
    }

    /** {@return x with these sizes, one of which may be -1; a view if possible, else a copy} */
    public static Value reshape(Value x, long... sizes) {
        Shape target = ViewShapes.infer("reshape", x.numel(), sizes);
        boolean possible = ViewShapes.strides(x.shape(), x.strides(), target) != null;
        return viewed(
                possible ? "ViewBackward0" : "UnsafeViewBackward0", possible ? x : Arithmetic.contiguous(x), target);
    }

    private static Value viewed(String node, Value x, Shape target) {
        Shape before = x.shape();
        return record(
                node,
                x,
                base -> base.restrided(target, viewStrides(base, target), base.offset()),
                gradient -> reshape(gradient, before.toArray()));
    }

    private static long[] viewStrides(Value base, Shape target) {
        long[] strides = ViewShapes.strides(base.shape(), base.strides(), target);
        return strides != null ? strides : target.contiguousStrides();
    }

    /** {@return x with dims in the order that {@code dims} tells} */
    public static Value permute(Value x, int... dims) {
        return permuted("PermuteBackward0", x, order(x, dims));
    }

    /** {@return x with two dims exchanged} */
    public static Value transpose(Value x, int dim0, int dim1) {
        int a = Dims.wrap("transpose", dim0, x.rank());
        int b = Dims.wrap("transpose", dim1, x.rank());
        return x.rank() == 0 ? permuted("TransposeBackward0", x, new int[0]) : exchanged("TransposeBackward0", x, a, b);
    }

    /** {@return a matrix transposed; a vector or scalar as it is} */
    public static Value t(Value x) {
        if (x.rank() > 2) {
            throw new ShapeException("t: t() expects a tensor with <= 2 dimensions, but self is " + x.rank()
                    + "D: use transpose or permute for shape " + x.shape());
        }
        return x.rank() < 2 ? permuted("TBackward0", x, identity(x.rank())) : exchanged("TBackward0", x, 0, 1);
    }

    private static Value exchanged(String node, Value x, int a, int b) {
        int[] order = identity(x.rank());
        order[a] = b;
        order[b] = a;
        return permuted(node, x, order);
    }

    private static Value permuted(String node, Value x, int[] order) {
        int[] inverse = new int[order.length];
        for (int d = 0; d < order.length; d++) {
            inverse[order[d]] = d;
        }
        return record(node, x, base -> reordered(base, order), gradient -> permuted(node, gradient, inverse));
    }

    private static Value reordered(Value base, int[] order) {
        long[] sizes = new long[order.length];
        long[] strides = new long[order.length];
        for (int d = 0; d < order.length; d++) {
            sizes[d] = base.shape().size(order[d]);
            strides[d] = base.strides()[order[d]];
        }
        return base.restrided(Shape.of(sizes), strides, base.offset());
    }

    private static int[] identity(int rank) {
        int[] order = new int[rank];
        Arrays.setAll(order, d -> d);
        return order;
    }

    private static int[] order(Value x, int[] dims) {
        if (dims.length != x.rank()) {
            throw new ShapeException(
                    "permute: permute(sparse_coo): number of dimensions in the tensor input does not match the"
                            + " length of the desired ordering of dimensions i.e. input.dim() = " + x.rank()
                            + " is not equal to len(dims) = " + dims.length);
        }
        int[] order = new int[dims.length];
        boolean[] seen = new boolean[dims.length];
        for (int d = 0; d < dims.length; d++) {
            order[d] = Dims.wrap("permute", dims[d], x.rank());
            if (seen[order[d]]) {
                throw new ShapeException(
                        "permute: permute(): duplicate dims are not allowed.: dims " + Arrays.toString(dims));
            }
            seen[order[d]] = true;
        }
        return order;
    }

    /** {@return x without its dims of size 1} */
    public static Value squeeze(Value x) {
        boolean[] drop = new boolean[x.rank()];
        for (int d = 0; d < drop.length; d++) {
            drop[d] = x.shape().size(d) == 1;
        }
        return squeezed("SqueezeBackward0", x, drop);
    }

    /** {@return x without those of these dims that have size 1} */
    public static Value squeeze(Value x, int... dims) {
        boolean[] drop = Dims.mask("squeeze", x.shape(), dims);
        for (int d = 0; d < drop.length; d++) {
            drop[d] &= x.shape().size(d) == 1;
        }
        return squeezed("SqueezeBackward1", x, drop);
    }

    private static Value squeezed(String node, Value x, boolean[] drop) {
        long[] sizes = Dims.pick(x.shape().toArray(), drop, false);
        Shape before = x.shape();
        return record(
                node,
                x,
                base -> base.restrided(Shape.of(sizes), Dims.pick(base.strides(), drop, false), base.offset()),
                gradient -> reshape(gradient, before.toArray()));
    }

    /** {@return x with a dim of size 1 put in at {@code dim}} */
    public static Value unsqueeze(Value x, int dim) {
        int at = Dims.wrap("unsqueeze", dim, x.rank() + 1);
        return record("UnsqueezeBackward0", x, base -> widened(base, at), gradient -> squeeze(gradient, at));
    }

    private static Value widened(Value base, int at) {
        long[] sizes = insert(base.shape().toArray(), at, 1);
        long stride = at < base.rank() ? base.shape().size(at) * base.strides()[at] : 1;
        return base.restrided(Shape.of(sizes), insert(base.strides(), at, stride), base.offset());
    }

    private static long[] insert(long[] numbers, int at, long number) {
        long[] more = new long[numbers.length + 1];
        System.arraycopy(numbers, 0, more, 0, at);
        more[at] = number;
        System.arraycopy(numbers, at, more, at + 1, numbers.length - at);
        return more;
    }

    /** {@return x shown with larger sizes where it has 1; -1 keeps a size} */
    public static Value expand(Value x, long... sizes) {
        int lead = sizes.length - x.rank();
        if (lead < 0) {
            throw new ShapeException("expand: the number of sizes provided (" + sizes.length
                    + ") must be greater or equal to the number of dimensions in the tensor (" + x.rank() + ")");
        }
        long[] target = sizes.clone();
        for (int d = 0; d < target.length; d++) {
            target[d] = expandedSize(x, d - lead, sizes[d], d);
        }
        return Broadcast.expand(x, Shape.of(target));
    }

    private static long expandedSize(Value x, int own, long asked, int dim) {
        long size = own < 0 ? 1 : x.shape().size(own);
        if (asked == -1 && own >= 0) {
            return size;
        }
        if (asked == -1) {
            throw new ShapeException("expand: The expanded size of the tensor (-1) isn't allowed in a leading,"
                    + " non-existing dimension " + dim + ": the tensor has shape " + x.shape());
        }
        if (asked < 0 || size != asked && size != 1) {
            throw new ShapeException("expand: The expanded size of the tensor (" + asked
                    + ") must match the existing size (" + size + ") at non-singleton dimension " + dim
                    + ": only dims of size 1 expand; the tensor has shape " + x.shape());
        }
        return asked;
    }

    /** {@return x with the dims from {@code start} to {@code end}, both included, as one} */
    public static Value flatten(Value x, int start, int end) {
        int first = Dims.wrap("flatten", start, x.rank());
        int last = Dims.wrap("flatten", end, x.rank());
        if (first > last) {
            throw new ShapeException("flatten: flatten() has invalid args: start_dim cannot come after end_dim: "
                    + start + " and " + end);
        }
        if (x.rank() == 0) {
            return reshape(x, 1);
        }
        long[] sizes = x.shape().toArray();
        long[] flat = new long[sizes.length - (last - first)];
        System.arraycopy(sizes, 0, flat, 0, first);
        flat[first] = 1;
        for (int d = first; d <= last; d++) {
            flat[first] *= sizes[d];
        }
        System.arraycopy(sizes, last + 1, flat, first + 1, sizes.length - last - 1);
        return first == last ? x : reshape(x, flat);
    }

    /** {@return the elements of {@code dim} from {@code start}, {@code length} of them} */
    public static Value narrow(Value x, int dim, long start, long length) {
        int d = Dims.wrap("narrow", dim, x.rank());
        requireDims("narrow", x);
        long size = x.shape().size(d);
        if (start < -size || start > size) {
            throw new IndexException("narrow: start out of range (expected to be in range of [" + -size + ", " + size
                    + "], but got " + start + "): dim " + d + " of shape " + x.shape());
        }
        if (length < 0) {
            throw new IndexException("narrow: narrow(): length must be non-negative.: it is " + length);
        }
        long from = start < 0 ? start + size : start;
        if (from + length > size) {
            throw new IndexException("narrow: start (" + start + ") + length (" + length + ") exceeds dimension size ("
                    + size + ").: dim " + d + " of shape " + x.shape());
        }
        return sliced(x, d, from, length, 1);
    }

    /** {@return every {@code step}-th element of {@code dim} from {@code start} to before {@code end}; both are limited to the dim} */
    public static Value slice(Value x, int dim, long start, long end, long step) {
        int d = Dims.wrap("slice", dim, x.rank());
        requireDims("slice", x);
        if (step <= 0) {
            throw new IndexException("slice: slice step must be positive: step " + step);
        }
        long size = x.shape().size(d);
        long from = limit(start, size);
        long to = Math.max(from, limit(end, size));
        return sliced(x, d, from, (to - from + step - 1) / step, step);
    }

    private static long limit(long index, long size) {
        return Math.clamp(index < 0 ? index + size : index, 0, size);
    }

    private static Value sliced(Value x, int d, long from, long length, long step) {
        return Parts.view("SliceBackward0", x, base -> cut(base, d, from, length, step));
    }

    /** {@return every {@code step}-th element of dim {@code d} from {@code from}, neither recorded nor checked} */
    static Value cut(Value base, int d, long from, long length, long step) {
        long[] sizes = base.shape().toArray();
        long[] strides = base.strides().clone();
        sizes[d] = length;
        long offset = base.offset() + from * strides[d];
        strides[d] *= step;
        return base.restrided(Shape.of(sizes), strides, length == 0 ? base.offset() : offset);
    }

    /** {@return the slice of {@code dim} at {@code index}, without that dim} */
    public static Value select(Value x, int dim, long index) {
        if (x.rank() == 0) {
            throw new IndexException("select: select() cannot be applied to a 0-dim tensor.");
        }
        int d = Dims.wrap("select", dim, x.rank());
        long size = x.shape().size(d);
        if (index < -size || index >= size) {
            throw new IndexException("select: select(): index " + index + " out of range for tensor of size "
                    + x.shape() + " at dimension " + d + ": it must be from " + -size + " to " + (size - 1));
        }
        long at = index < 0 ? index + size : index;
        return Parts.view("SelectBackward0", x, base -> selected(base, d, at));
    }

    /** {@return the slice of dim {@code d} at {@code at}, neither recorded nor checked} */
    static Value selected(Value base, int d, long at) {
        return base.restrided(
                Shape.of(remove(base.shape().toArray(), d)),
                remove(base.strides(), d),
                base.offset() + at * base.strides()[d]);
    }

    private static long[] remove(long[] numbers, int at) {
        long[] fewer = new long[numbers.length - 1];
        System.arraycopy(numbers, 0, fewer, 0, at);
        System.arraycopy(numbers, at + 1, fewer, at, fewer.length - at);
        return fewer;
    }

    private static void requireDims(String op, Value x) {
        if (x.rank() == 0) {
            throw new ShapeException(op + ": " + op + "() cannot be applied to a 0-dim tensor.");
        }
    }

    private static Value record(String node, Value x, UnaryOperator<Value> restride, UnaryOperator<Value> gradient) {
        return Recorder.view(node, x, restride.apply(x), restride::apply, gradient::apply);
    }
}
