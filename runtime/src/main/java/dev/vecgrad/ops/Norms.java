package dev.vecgrad.ops;

import dev.vecgrad.core.Cell;
import dev.vecgrad.core.Dims;
import dev.vecgrad.core.Value;
import dev.vecgrad.graph.Arguments;
import dev.vecgrad.graph.Definition;
import dev.vecgrad.graph.LibraryFunction;
import dev.vecgrad.graph.LibraryFunction.Order;
import dev.vecgrad.graph.Term;
import dev.vecgrad.ir.MathFn;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import dev.vecgrad.type.VecgradException;
import java.util.Arrays;
import java.util.List;

/**
 * Norms of vectors and distances between them: {@code (sum |x|^p)^(1/p)}, of which p = 0 counts what is not zero and p = infinity takes
 * the greatest. Gradient: {@code g sign(x) |x|^(p-1) / norm^(p-1)}, 0 where x or the norm is.
 */
public final class Norms {
    /** The kinds of p that have formulas of their own. */
    private enum Form {
        ZERO,
        ONE,
        TWO,
        GREATEST,
        LEAST,
        OTHER;

        static Form of(double p) {
            if (Double.isInfinite(p)) {
                return p > 0 ? GREATEST : LEAST;
            }
            return p == 0 ? ZERO : p == 1 ? ONE : p == 2 ? TWO : OTHER;
        }
    }

    private static final LibraryFunction[] NORMS = functions("LinalgVectorNormBackward0", f -> f.input(0));
    private static final LibraryFunction[] DISTANCES =
            functions("CdistBackward0", f -> f.input(0).sub(f.input(1)));

    private Norms() {}

    private interface Subject {
        Term of(Definition f);
    }

    private static LibraryFunction[] functions(String node, Subject subject) {
        return Arrays.stream(Form.values())
                .map(form -> new LibraryFunction(
                        node, Order.LOGICAL, f -> f.result(norm(form, f, subject.of(f)), f.dims(LibraryFunction.KEPT))))
                .toArray(LibraryFunction[]::new);
    }

    /**
     * {@return the p-norm over dims, over all if none is named}
     *
     * @throws DTypeException if {@code x} is not floating point
     * @throws ShapeException if p is infinite and there is nothing to choose from
     */
    public static Value vectorNorm(Value x, double p, boolean keepdim, int... dims) {
        if (!x.dtype().isFloatingPoint()) {
            throw new DTypeException(
                    "vector_norm: linalg.vector_norm: Expected a floating point or complex tensor as input. Got "
                            + x.dtype() + ": convert it with to(FLOAT32)");
        }
        boolean[] mask = Dims.mask("vector_norm", x.shape(), dims);
        boolean empty =
                Arrays.stream(Dims.pick(x.shape().toArray(), mask, true)).anyMatch(size -> size == 0);
        if (empty && (Double.isInfinite(p) || p < 0)) {
            throw new ShapeException("vector_norm: linalg.vector_norm cannot compute the " + p
                    + " norm on an empty dimension because the operation does not have an identity: shape "
                    + x.shape());
        }
        return NORMS[Form.of(p).ordinal()].applySingle(Arguments.rows(x, mask), keepdim, new Cell(p));
    }

    /**
     * {@return the p-norm distances between the rows of two matrices, or of batches that broadcast: {@code [..., m, k]} and
     * {@code [..., n, k]} give {@code [..., m, n]}} No difference is stored.
     */
    public static Value cdist(Value a, Value b, double p) {
        requireRows("X1", a);
        requireRows("X2", b);
        long columns = a.shape().size(a.rank() - 1);
        if (columns != b.shape().size(b.rank() - 1)) {
            throw new ShapeException("cdist: X1 and X2 must have the same number of columns. X1: " + columns + " X2: "
                    + b.shape().size(b.rank() - 1));
        }
        if (a.dtype() != b.dtype()) {
            throw new DTypeException(
                    "cdist: X1 and X2 must have the same dtype: they have " + a.dtype() + " and " + b.dtype());
        }
        if (!(p >= 0)) {
            throw new VecgradException("cdist: cdist only supports non-negative p values: " + p);
        }
        Value left = Movement.unsqueeze(a, -2);
        Value right = Movement.unsqueeze(b, -3);
        long[] sizes = Shape.broadcast("cdist", left.shape(), right.shape()).toArray();
        int[] roles = new int[sizes.length];
        Arrays.fill(roles, LibraryFunction.KEPT);
        roles[sizes.length - 1] = LibraryFunction.ROW;
        Form form = columns == 0 ? Form.ONE : Form.of(p);
        return DISTANCES[form.ordinal()].applySingle(
                Arguments.broadcast(sizes, roles, left, right), false, new Cell(p));
    }

    private static void requireRows(String name, Value x) {
        if (x.rank() < 2) {
            throw new ShapeException(
                    "cdist: cdist only supports at least 2D tensors, " + name + " got: " + x.rank() + "D");
        }
        if (!x.dtype().isFloatingPoint()) {
            throw new DTypeException(
                    "cdist: cdist only supports floating-point dtypes, " + name + " got: " + x.dtype());
        }
    }

    private static Term norm(Form form, Definition f, Term x) {
        int row = f.dims(LibraryFunction.ROW);
        return switch (form) {
            case ZERO -> x.ne(0).select(f.literal(x.dtype(), 1), 0).sum(row);
            case ONE -> x.abs().sum(row);
            case TWO ->
                x.square().sum(row).sqrt().declared(List.of(x), (wrt, r, g) -> {
                    Term factor = r.eq(0).select(g.mul(0), g.div(r));
                    return Term.gradients(factor.mul(wrt.getFirst()));
                });
            case GREATEST -> x.abs().amax(row);
            case LEAST -> x.abs().amin(row);
            case OTHER -> other(x, f.scalar(0, DType.FLOAT64).cast(x.dtype()), row);
        };
    }

    private static Term other(Term x, Term p, int row) {
        Term inverse = p.graph().literal(x.dtype(), 1).div(p);
        return x.abs().pow(p).sum(row).pow(inverse).declared(List.of(x, p), (wrt, r, g) -> {
            Term own = wrt.getFirst();
            Term less = wrt.get(1).sub(1);
            Term slope = own.apply(MathFn.SIGN).mul(own.abs().pow(less));
            Term factor = r.eq(0).select(g.mul(0), g.div(r.pow(less)));
            return Term.gradients(own.eq(0).select(own.mul(0), slope.mul(factor)), null);
        });
    }
}
