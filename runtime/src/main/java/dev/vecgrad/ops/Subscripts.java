package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.HostElements;
import dev.vecgrad.core.Recorder;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.IndexException;
import dev.vecgrad.type.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code x[...]} means: goes through subscripts from left to right, each at its dim of x, and then reads or writes what they name.
 *
 * <p>Numbers, slices, the ellipsis and new dims make a view; tensors are kept until the end and index that view together.
 */
public final class Subscripts {
    private final Value x;
    private final List<@Nullable Value> tensors = new ArrayList<>();
    private final int consumed;
    private Value view;
    private int dim;

    /** How many dims the list of tensors stands for. */
    private int covered;

    /**
     * Begins at the first dim of x.
     *
     * @param consumed how many dims all subscripts together stand for, apart from an ellipsis
     * @throws IndexException if x has fewer
     */
    public Subscripts(Value x, int consumed) {
        this.x = x;
        this.view = x;
        this.consumed = consumed;
        if (consumed > x.rank()) {
            throw new IndexException(
                    x.rank() == 0
                            ? "index: invalid index of a 0-dim tensor. Use item() to convert a 0-dim tensor to a number"
                            : "index: too many indices for tensor of dimension " + x.rank() + ": " + consumed
                                    + " for shape " + x.shape());
        }
    }

    /** {@return how many dims an index tensor stands for} */
    public static int dims(Value tensor) {
        return tensor.dtype() == DType.BOOL ? tensor.rank() : 1;
    }

    /** A number: its slice, without the dim. */
    public void at(long index) {
        long size = view.shape().size(dim);
        if (index < -size || index >= size) {
            throw new IndexException("index: index " + index + " is out of bounds for dimension " + dim + " with size "
                    + size + ": an index must be at least " + -size + " and below " + size);
        }
        view = Movement.select(view, dim, index);
    }

    /** Every {@code step}-th element from {@code start} to before {@code end}. */
    public void slice(long start, long end, long step) {
        boolean whole = start == 0 && step == 1 && end >= view.shape().size(dim);
        view = whole ? view : Movement.slice(view, dim, start, end, step);
        dim++;
    }

    /** All dims that the other subscripts do not stand for. */
    public void ellipsis() {
        dim += x.rank() - consumed;
    }

    /** A new dim of size 1. */
    public void newDim() {
        view = Movement.unsqueeze(view, dim++);
    }

    /** An index tensor or mask. A whole number without dims is a number, a bool without dims a new dim of size 1 or 0. */
    public void tensor(Value tensor) {
        if (tensor.rank() > 0) {
            keep(tensor);
        } else if (tensor.dtype() == DType.BOOL) {
            view = Movement.unsqueeze(view, dim);
            keep(Arithmetic.full(Shape.of(HostElements.integer(tensor, 0)), DType.INT64, 0, x.device()));
        } else if (tensor.dtype().isFloatingPoint()) {
            keep(tensor);
        } else {
            at(HostElements.integer(tensor, 0));
        }
    }

    private void keep(Value tensor) {
        for (; covered < dim; covered++) {
            tensors.add(null);
        }
        tensors.add(tensor);
        covered += dims(tensor);
        dim = covered;
    }

    /** {@return what the subscripts name: a view unless there are tensors among them} */
    public Value get() {
        if (!tensors.isEmpty()) {
            return AdvancedIndexing.index(view, tensors);
        }
        return view == x ? alias(x) : view;
    }

    private static Value alias(Value x) {
        return Recorder.view("AliasBackward0", x, x.detach(), Value::detach, gradient -> gradient);
    }

    /** Writes a number over what the subscripts name. */
    public void set(double number) {
        if (tensors.isEmpty()) {
            Writing.fill(view, number);
        } else {
            put(Arithmetic.full(Shape.SCALAR, x.dtype(), number, x.device()), false);
        }
    }

    /** Writes values, which broadcast, over what the subscripts name, or adds them to it; those named twice get all that comes. */
    public void put(Value values, boolean accumulate) {
        Value trimmed = withoutLeadingOnes(values);
        if (!tensors.isEmpty()) {
            AdvancedIndexing.putInPlace(view, tensors, trimmed, accumulate);
        } else if (accumulate) {
            PointwiseArithmetic.ADD.applyInPlace(view, trimmed);
        } else {
            Writing.copy(view, trimmed);
        }
    }

    private static Value withoutLeadingOnes(Value values) {
        Value trimmed = values;
        while (trimmed.rank() > 0 && trimmed.shape().size(0) == 1) {
            trimmed = Movement.select(trimmed, 0, 0);
        }
        return trimmed;
    }
}
