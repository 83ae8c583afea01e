package dev.vecgrad.graph;

import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.Fn;
import dev.vecgrad.ir.MathFn;
import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value in a {@link Graph}: an array over the graph's space that is constant along the dims it lacks.
 *
 * <p>Terms are made by their graph and the fluent methods here. Within a graph equal terms are one object. Dims are a bit mask
 * over the space's named dims. An op of terms with different dims broadcasts; their dtypes must fit, casts are explicit.
 */
public abstract sealed class Term {
    private final Graph graph;
    private final DType dtype;
    private final int dims;
    private final List<Term> args;

    private Term(Graph graph, DType dtype, int dims, List<Term> args) {
        this.graph = graph;
        this.dtype = dtype;
        this.dims = dims;
        this.args = args;
    }

    /** {@return the graph it belongs to} */
    public final Graph graph() {
        return graph;
    }

    /** {@return the dtype of its elements} */
    public final DType dtype() {
        return dtype;
    }

    /** {@return the dims along which it varies, a bit for each} */
    public final int dims() {
        return dims;
    }

    /** {@return what it is computed from, empty for leaves} */
    public final List<Term> args() {
        return args;
    }

    @Override
    public final String toString() {
        return TermText.of(this);
    }

    /** An operand of the function. */
    public static final class Input extends Term {
        private final int index;

        Input(Graph graph, int index, DType dtype, int dims) {
            super(graph, dtype, dims, List.of());
            this.index = index;
        }

        /** {@return its number} */
        public int index() {
            return index;
        }
    }

    /** A number that is handed over at each call, such as a learning rate. */
    public static final class Scalar extends Term {
        private final int index;

        Scalar(Graph graph, int index, DType dtype) {
            super(graph, dtype, 0, List.of());
            this.index = index;
        }

        /** {@return its number} */
        public int index() {
            return index;
        }
    }

    /** The number of elements along some dims. */
    public static final class Extent extends Term {
        private final int over;

        Extent(Graph graph, int over, DType dtype) {
            super(graph, dtype, 0, List.of());
            this.over = over;
        }

        /** {@return the dims that are counted} */
        public int over() {
            return over;
        }
    }

    /** The row-major index along some dims, int32. */
    public static final class Index extends Term {
        Index(Graph graph, int dims) {
            super(graph, DType.INT32, dims, List.of());
        }
    }

    /** One elementwise op of the arguments, or a literal. */
    public static final class Map extends Term {
        private final Expr pattern;

        Map(Graph graph, Expr pattern, int dims, List<Term> args) {
            super(graph, pattern.dtype(), dims, args);
            this.pattern = pattern;
        }

        /** {@return the op, an expression of one node over inputs 0, 1, ...: the arguments} */
        public Expr pattern() {
            return pattern;
        }
    }

    /** What is gathered from the arguments along some dims. */
    public static final class Reduce extends Term {
        private final Reduction kind;
        private final int removed;
        private final int part;

        Reduce(Graph graph, Reduction kind, int removed, int part, int dims, List<Term> args) {
            super(graph, args.get(part).dtype(), dims, args);
            this.kind = kind;
            this.removed = removed;
            this.part = part;
        }

        /** {@return how elements are gathered} */
        public Reduction kind() {
            return kind;
        }

        /** {@return the dims along which they are gathered} */
        public int removed() {
            return removed;
        }

        /** {@return which of the reduction's results this is; 0 but for {@link Reduction.Combined}} */
        public int part() {
            return part;
        }
    }

    /** A term with a gradient of its own; its value is its only argument. */
    public static final class Declared extends Term {
        private final List<Term> wrt;
        private final GradientRule rule;

        Declared(Graph graph, Term body, List<Term> wrt, GradientRule rule) {
            super(graph, body.dtype(), body.dims(), List.of(body));
            this.wrt = List.copyOf(wrt);
            this.rule = rule;
        }

        /** {@return the terms that the rule differentiates by} */
        public List<Term> wrt() {
            return wrt;
        }

        /** {@return the gradient} */
        public GradientRule rule() {
            return rule;
        }
    }

    /** The gradient of a {@link Declared} term, written in terms so that it can be differentiated again. */
    @FunctionalInterface
    public interface GradientRule {
        /**
         * {@return for each of {@code wrt} its gradient, null for none; what varies along dims that the one in {@code wrt} lacks is summed over them}
         *
         * @param wrt the terms to differentiate by, perhaps of another graph than the declaration's: a rule uses its arguments alone
         * @param result the declared term
         * @param g the gradient of the result
         */
        List<@Nullable Term> of(List<Term> wrt, Term result, Term g);
    }

    /** {@return what a gradient rule returns: a gradient, or null, for each term} */
    public static List<@Nullable Term> gradients(@Nullable Term... gradients) {
        List<@Nullable Term> list = new ArrayList<>();
        Collections.addAll(list, gradients);
        return list;
    }

    // ---- fluent forms

    private Expr first() {
        return Expr.input(0, dtype);
    }

    private static Expr second(Term b) {
        return Expr.input(1, b.dtype());
    }

    private Term like(double value) {
        return graph.literal(dtype, value);
    }

    /** {@return this + b} */
    public final Term add(Term b) {
        return graph.map(first().add(second(b)), this, b);
    }

    /** {@return this + b} */
    public final Term add(double b) {
        return add(like(b));
    }

    /** {@return this - b} */
    public final Term sub(Term b) {
        return graph.map(first().sub(second(b)), this, b);
    }

    /** {@return this - b} */
    public final Term sub(double b) {
        return sub(like(b));
    }

    /** {@return b - this} */
    public final Term rsub(double b) {
        return like(b).sub(this);
    }

    /** {@return this * b} */
    public final Term mul(Term b) {
        return graph.map(first().mul(second(b)), this, b);
    }

    /** {@return this * b} */
    public final Term mul(double b) {
        return mul(like(b));
    }

    /** {@return this / b} */
    public final Term div(Term b) {
        return graph.map(first().div(second(b)), this, b);
    }

    /** {@return this * b + c, rounded once} */
    public final Term fma(Term b, Term c) {
        return graph.map(first().fma(second(b), Expr.input(2, c.dtype())), this, b, c);
    }

    /** {@return -this} */
    public final Term neg() {
        return graph.map(first().neg(), this);
    }

    /** {@return |this|} */
    public final Term abs() {
        return graph.map(first().abs(), this);
    }

    /** {@return this * this} */
    public final Term square() {
        return mul(this);
    }

    /** {@return the square root} */
    public final Term sqrt() {
        return graph.map(first().sqrt(), this);
    }

    /** {@return e^this} */
    public final Term exp() {
        return apply(MathFn.EXP);
    }

    /** {@return the natural logarithm} */
    public final Term log() {
        return apply(MathFn.LOG);
    }

    /** {@return this^b} */
    public final Term pow(Term b) {
        return apply(MathFn.POW, b);
    }

    /** {@return the greater of both, NaN if one is} */
    public final Term maximum(double b) {
        return maximum(like(b));
    }

    /** {@return the greater of both, NaN if one is} */
    public final Term maximum(Term b) {
        return apply(MathFn.MAXIMUM, b);
    }

    /** {@return this < b} */
    public final Term lt(Term b) {
        return graph.map(first().lt(second(b)), this, b);
    }

    /** {@return this < b} */
    public final Term lt(double b) {
        return lt(like(b));
    }

    /** {@return this <= b} */
    public final Term le(Term b) {
        return graph.map(first().le(second(b)), this, b);
    }

    /** {@return this == b as numbers} */
    public final Term eq(Term b) {
        return graph.map(first().eq(second(b)), this, b);
    }

    /** {@return this == b as numbers} */
    public final Term eq(double b) {
        return eq(like(b));
    }

    /** {@return this != b as numbers} */
    public final Term ne(double b) {
        return ne(like(b));
    }

    /** {@return this != b as numbers} */
    public final Term ne(Term b) {
        return graph.map(first().ne(second(b)), this, b);
    }

    /** {@return logical and} */
    public final Term and(Term b) {
        return graph.map(first().and(second(b)), this, b);
    }

    /** {@return logical or} */
    public final Term or(Term b) {
        return graph.map(first().or(second(b)), this, b);
    }

    /** {@return logical complement} */
    public final Term not() {
        return graph.map(first().not(), this);
    }

    /** {@return {@code this ? a : b}; this must be bool} */
    public final Term select(Term a, Term b) {
        Expr then = Expr.input(1, a.dtype());
        Expr otherwise = Expr.input(2, b.dtype());
        return graph.map(first().select(then, otherwise), this, a, b);
    }

    /** {@return {@code this ? a : b}; this must be bool} */
    public final Term select(Term a, double b) {
        return select(a, a.like(b));
    }

    /** {@return {@code fn} of this and more arguments} */
    public final Term apply(Fn fn, Term... more) {
        List<Expr> formal = new ArrayList<>(List.of(first()));
        Term[] args = new Term[more.length + 1];
        args[0] = this;
        for (Term arg : more) {
            args[formal.size()] = arg;
            formal.add(Expr.input(formal.size(), arg.dtype()));
        }
        return graph.map(Expr.apply(fn, formal), args);
    }

    /** {@return the value in another dtype; this term if it has it already} */
    public final Term cast(DType to) {
        return to == dtype ? this : graph.map(first().cast(to), this);
    }

    /** {@return the sum along {@code over}} */
    public final Term sum(int over) {
        return graph.reduce(Reduction.Simple.SUM, over, this);
    }

    /** {@return the product along {@code over}; the term must vary along all of them} */
    public final Term prod(int over) {
        return graph.reduce(Reduction.Simple.PROD, over, this);
    }

    /** {@return the greatest value along {@code over}, NaN if there is one; gradient: even among equals} */
    public final Term amax(int over) {
        return graph.reduce(Reduction.Simple.MAX, over, this);
    }

    /** {@return the least value along {@code over}, NaN if there is one; gradient: even among equals} */
    public final Term amin(int over) {
        return graph.reduce(Reduction.Simple.MIN, over, this);
    }

    /** {@return the same value, through which no gradient flows} */
    public final Term detach() {
        return graph.declared(this, List.of(), (_, _, _) -> gradients());
    }

    /** {@return the same value with a gradient of its own; the terms of {@code wrt} are among those it is computed from} */
    public final Term declared(List<Term> wrt, GradientRule rule) {
        return graph.declared(this, wrt, rule);
    }
}
