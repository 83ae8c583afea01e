package dev.vecgrad.graph;

import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.Exprs;
import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A function's body: {@link Term}s over a space of a few named dims whose sizes are not known.
 *
 * <p>A named dim stands for any number of a tensor's dims that the function treats alike; dim 0 is the outermost, and the bits of
 * a mask are numbered in that order. Not thread safe while terms are made.
 */
public final class Graph {
    private record Key(Object kind, DType dtype, int a, int b, List<Term> args) {}

    private final Map<Key, Term> terms = new HashMap<>();

    /** An empty graph. */
    public Graph() {}

    /** {@return operand {@code index}, which varies along {@code dims}} */
    public Term input(int index, DType dtype, int dims) {
        return terms.computeIfAbsent(
                new Key("input", dtype, index, dims, List.of()), _ -> new Term.Input(this, index, dtype, dims));
    }

    /** {@return number {@code index} of those handed over at each call} */
    public Term scalar(int index, DType dtype) {
        return terms.computeIfAbsent(
                new Key("scalar", dtype, index, 0, List.of()), _ -> new Term.Scalar(this, index, dtype));
    }

    /** {@return the number of elements along {@code over}} */
    public Term extent(int over, DType dtype) {
        return terms.computeIfAbsent(
                new Key("extent", dtype, over, 0, List.of()), _ -> new Term.Extent(this, over, dtype));
    }

    /** {@return the row-major index along {@code dims}, int32} */
    public Term index(int dims) {
        return terms.computeIfAbsent(
                new Key("index", DType.INT32, dims, 0, List.of()), _ -> new Term.Index(this, dims));
    }

    /** {@return a constant, rounded to {@code dtype}} */
    public Term literal(DType dtype, double value) {
        return map(Expr.literal(dtype, value));
    }

    /**
     * {@return {@code expr} applied to the arguments, one term for each of its nodes}
     *
     * @param expr an expression over inputs 0, 1, ...: the arguments
     */
    public Term map(Expr expr, Term... args) {
        Map<Expr, Term> made = new HashMap<>();
        for (Expr node : Exprs.topological(List.of(expr))) {
            made.put(node, node instanceof Expr.Input in ? args[in.index()] : op(node, made));
        }
        return Objects.requireNonNull(made.get(expr));
    }

    private Term op(Expr node, Map<Expr, Term> made) {
        List<Term> args = new ArrayList<>();
        List<Expr> formal = new ArrayList<>();
        for (Expr arg : node.args()) {
            formal.add(Expr.input(args.size(), arg.dtype()));
            args.add(Objects.requireNonNull(made.get(arg)));
        }
        return node(Expr.rebuild(node, formal), List.copyOf(args));
    }

    /** {@return the term of one op, an expression of one node over inputs 0, 1, ...} */
    Term node(Expr pattern, List<Term> args) {
        return terms.computeIfAbsent(
                new Key(pattern, pattern.dtype(), 0, 0, args), _ -> new Term.Map(this, pattern, union(args), args));
    }

    /**
     * {@return what {@code kind} gathers from {@code value} along {@code over}}
     *
     * <p>Along a dim on which the value does not depend a sum is a product with the dim's size; a product is not possible there.
     */
    public Term reduce(Reduction.Simple kind, int over, Term value) {
        int constant = over & ~value.dims();
        int removed = over & value.dims();
        Term gathered = removed == 0 ? value : reduceNode(kind, removed, 0, List.of(value));
        if (constant == 0) {
            return gathered;
        }
        return switch (kind) {
            case SUM -> gathered.mul(extent(constant, value.dtype()));
            case MAX, MIN -> gathered;
            case PROD -> throw new IllegalArgumentException("prod: the factors must vary along all reduced dims");
        };
    }

    /**
     * {@return part {@code part} of what {@code kind} gathers from the values along {@code over}}
     *
     * @param over dims along which the values together vary
     */
    public Term reduce(Reduction.Combined kind, int over, int part, Term... values) {
        return reduceNode(kind, over, part, List.copyOf(Arrays.asList(values)));
    }

    Term reduceNode(Reduction kind, int removed, int part, List<Term> args) {
        return terms.computeIfAbsent(
                new Key(kind, args.get(part).dtype(), removed, part, args),
                _ -> new Term.Reduce(this, kind, removed, part, union(args) & ~removed, args));
    }

    /** {@return {@code body} with a gradient of its own} */
    Term declared(Term body, List<Term> wrt, Term.GradientRule rule) {
        return new Term.Declared(this, body, wrt, rule);
    }

    private static int union(List<Term> terms) {
        int dims = 0;
        for (Term term : terms) {
            dims |= term.dims();
        }
        return dims;
    }
}
