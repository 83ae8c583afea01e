package dev.vecgrad.ops;

import dev.vecgrad.core.Dims;
import dev.vecgrad.core.Value;
import dev.vecgrad.graph.Arguments;
import dev.vecgrad.graph.Definition;
import dev.vecgrad.graph.LibraryFunction;
import dev.vecgrad.graph.LibraryFunction.Order;
import dev.vecgrad.graph.Reduction;
import dev.vecgrad.graph.Term;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.IndexException;
import java.util.List;

/** Greatest and least elements and where they are. NaN counts as greater and less than anything; of equals the first is taken. */
public final class Extrema {
    private static final LibraryFunction AMAX = values("AmaxBackward0", true);
    private static final LibraryFunction AMIN = values("AminBackward0", false);
    private static final LibraryFunction AMINMAX =
            new LibraryFunction("AminmaxBackward0", Order.LOGICAL, Extrema::aminmax);
    private static final LibraryFunction MAX_OF_ALL = values("MaxBackward1", true);
    private static final LibraryFunction MIN_OF_ALL = values("MinBackward1", false);
    private static final LibraryFunction MAX = places("MaxBackward0", true);
    private static final LibraryFunction MIN = places("MinBackward0", false);
    private static final LibraryFunction ALL = truth("All", false);
    private static final LibraryFunction ANY = truth("Any", true);

    /**
     * Both extreme elements.
     *
     * @param min the least
     * @param max the greatest
     */
    public record Both(Value min, Value max) {}

    /**
     * An extreme element of each row with its place.
     *
     * @param values the elements; their gradient goes to the places alone
     * @param indices where they are, int64
     */
    public record Extremum(Value values, Value indices) {}

    private Extrema() {}

    /** {@return the greatest element over dims, over all if none is named} Equals share the gradient evenly. */
    public static Value amax(Value x, boolean keepdim, int... dims) {
        return extremeValues("amax", AMAX, x, keepdim, dims);
    }

    /** {@return the least element over dims, over all if none is named} Equals share the gradient evenly. */
    public static Value amin(Value x, boolean keepdim, int... dims) {
        return extremeValues("amin", AMIN, x, keepdim, dims);
    }

    /** {@return the least and the greatest element over dims, over all if none is named, in one pass} Equals share the gradient evenly. */
    public static Both aminmax(Value x, boolean keepdim, int... dims) {
        Value[] found = AMINMAX.apply(rows("aminmax", x, dims), keepdim);
        return new Both(found[0], found[1]);
    }

    /** {@return the greatest of all elements} Equals share the gradient evenly. */
    public static Value max(Value x) {
        return extremeValues("max", MAX_OF_ALL, x, false);
    }

    /** {@return the least of all elements} Equals share the gradient evenly. */
    public static Value min(Value x) {
        return extremeValues("min", MIN_OF_ALL, x, false);
    }

    /** {@return the greatest elements along a dim and their places} */
    public static Extremum max(Value x, int dim, boolean keepdim) {
        return extremum("max", MAX, x, keepdim, dim);
    }

    /** {@return the least elements along a dim and their places} */
    public static Extremum min(Value x, int dim, boolean keepdim) {
        return extremum("min", MIN, x, keepdim, dim);
    }

    /** {@return where the greatest element of all is, counted row by row; int64} */
    public static Value argmax(Value x) {
        return extremum("argmax", MAX, x.detach(), false).indices();
    }

    /** {@return where along a dim the greatest elements are; int64} */
    public static Value argmax(Value x, int dim, boolean keepdim) {
        return extremum("argmax", MAX, x.detach(), keepdim, dim).indices();
    }

    /** {@return where the least element of all is, counted row by row; int64} */
    public static Value argmin(Value x) {
        return extremum("argmin", MIN, x.detach(), false).indices();
    }

    /** {@return where along a dim the least elements are; int64} */
    public static Value argmin(Value x, int dim, boolean keepdim) {
        return extremum("argmin", MIN, x.detach(), keepdim, dim).indices();
    }

    /** {@return whether no element over dims is zero, over all if none is named; bool} */
    public static Value all(Value x, boolean keepdim, int... dims) {
        return ALL.applySingle(Arguments.rows(x.detach(), Dims.mask("all", x.shape(), dims)), keepdim);
    }

    /** {@return whether an element over dims is not zero, over all if none is named; bool} */
    public static Value any(Value x, boolean keepdim, int... dims) {
        return ANY.applySingle(Arguments.rows(x.detach(), Dims.mask("any", x.shape(), dims)), keepdim);
    }

    private static Value extremeValues(String op, LibraryFunction function, Value x, boolean keepdim, int... dims) {
        return function.applySingle(rows(op, x, dims), keepdim);
    }

    private static Extremum extremum(String op, LibraryFunction function, Value x, boolean keepdim, int... dims) {
        Value[] found = function.apply(rows(op, x, dims), keepdim);
        return new Extremum(found[0], found[1]);
    }

    private static Arguments rows(String op, Value x, int... dims) {
        boolean[] mask = Dims.mask(op, x.shape(), dims);
        if (dims.length == 0 && x.numel() == 0) {
            throw new IndexException(
                    op + ": " + op + "(): Expected reduction dim to be specified for input.numel() == 0."
                            + " Specify the reduction dim with the 'dim' argument.: shape " + x.shape());
        }
        for (int d = 0; d < mask.length; d++) {
            if (mask[d] && x.shape().size(d) == 0) {
                throw new IndexException(op + ": " + op + "(): Expected reduction dim " + d
                        + " to have non-zero size.: nothing has no greatest or least element");
            }
        }
        return Arguments.rows(x, mask);
    }

    // ---- declarations

    private static LibraryFunction values(String name, boolean greatest) {
        return new LibraryFunction(name, Order.LOGICAL, f -> {
            Term x = number(f.input(0));
            int row = f.dims(LibraryFunction.ROW);
            Term found = greatest ? x.amax(row) : x.amin(row);
            f.result(found.cast(f.input(0).dtype()), f.dims(LibraryFunction.KEPT));
        });
    }

    private static void aminmax(Definition f) {
        Term x = number(f.input(0));
        int row = f.dims(LibraryFunction.ROW);
        int kept = f.dims(LibraryFunction.KEPT);
        f.result(x.amin(row).cast(f.input(0).dtype()), kept);
        f.result(x.amax(row).cast(f.input(0).dtype()), kept);
    }

    private static LibraryFunction places(String name, boolean greatest) {
        return new LibraryFunction(name, Order.LOGICAL, f -> place(f, greatest));
    }

    private static LibraryFunction truth(String name, boolean any) {
        return new LibraryFunction(name, Order.LOGICAL, f -> {
            Term holds = f.input(0).cast(DType.BOOL).cast(DType.INT32);
            int row = f.dims(LibraryFunction.ROW);
            Term zero = f.literal(DType.INT32, 0);
            Term found = zero.lt(any ? holds.amax(row) : holds.amin(row));
            f.result(found, f.dims(LibraryFunction.KEPT));
        });
    }

    private static Term number(Term x) {
        return x.dtype().isBool() ? x.cast(DType.INT32) : x;
    }

    private static void place(Definition f, boolean greatest) {
        int row = f.dims(LibraryFunction.ROW);
        int kept = f.dims(LibraryFunction.KEPT);
        Term x = number(f.input(0));
        Term index = f.index(row).cast(indexType(x.dtype()));
        Reduction.Combined first = first(x.dtype(), greatest);
        Term place = f.reduce(first, row, 1, x, index).cast(DType.INT64);
        Term value = f.reduce(first, row, 0, x, index).cast(f.input(0).dtype());
        f.result(
                value.declared(List.of(f.input(0), place), (wrt, _, g) -> {
                    Term hit = g.graph().index(row).eq(wrt.get(1).cast(DType.INT32));
                    return Term.gradients(hit.select(g, 0), null);
                }),
                kept);
        f.result(place, kept);
    }

    /** The index has the width of the values, as the accumulator's lanes do. */
    private static DType indexType(DType dtype) {
        return dtype.itemSize() == 8 ? DType.INT64 : DType.INT32;
    }

    /** The extreme value with its index: the better value is taken, of equals the one that comes first. */
    private static Reduction.Combined first(DType dtype, boolean greatest) {
        DType indexType = indexType(dtype);
        Expr a = Expr.input(0, dtype);
        Expr i = Expr.input(1, indexType);
        Expr b = Expr.input(2, dtype);
        Expr j = Expr.input(3, indexType);
        Expr better = greatest ? a.gt(b) : a.lt(b);
        Expr equal = a.eq(b);
        if (dtype.isFloatingPoint()) {
            better = better.or(a.isNan().and(b.isNan().not()));
            equal = equal.or(a.isNan().and(b.isNan()));
        }
        Expr left = better.or(equal.and(i.lt(j)));
        return new Reduction.Combined(
                List.of(worst(dtype, greatest), last(indexType)), List.of(left.select(a, b), left.select(i, j)));
    }

    private static Expr last(DType indexType) {
        return Expr.literal(indexType, indexType == DType.INT64 ? Long.MAX_VALUE : Integer.MAX_VALUE);
    }

    private static Expr worst(DType dtype, boolean greatest) {
        return switch (dtype) {
            case FLOAT32, FLOAT64 ->
                Expr.literal(dtype, greatest ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
            case INT64 -> Expr.literal(dtype, greatest ? Long.MIN_VALUE : Long.MAX_VALUE);
            case INT32 -> Expr.literal(dtype, (long) (greatest ? Integer.MIN_VALUE : Integer.MAX_VALUE));
            case BOOL -> throw new IllegalStateException("bools are counted as int32");
        };
    }
}
