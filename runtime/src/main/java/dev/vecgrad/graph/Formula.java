package dev.vecgrad.graph;

import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.Fn;
import dev.vecgrad.ir.MathFn;
import dev.vecgrad.ir.Prim;
import dev.vecgrad.type.DType;
import java.util.List;

/**
 * A launch parameter: a number made of scalars and extents, computed in double at each launch and rounded once to its dtype. So a
 * bias correction {@code 1 - beta^t} costs nothing per element and loses no digits in a float32 kernel.
 */
final class Formula {
    /** What the formulas of a launch are computed from. */
    interface Values {
        /** {@return scalar {@code index}} */
        double scalar(int index);

        /** {@return the number of elements along {@code dims}} */
        long extent(int dims);
    }

    private final Term term;

    private Formula(Term term) {
        this.term = term;
    }

    /** {@return whether {@code term} is a number of this kind; literals alone are not} */
    static boolean isPossible(Term term) {
        if (term.dims() != 0 || !isNumber(term.dtype())) {
            return false;
        }
        List<Term> cone = Terms.topological(List.of(term));
        return cone.stream().allMatch(Formula::isSupported)
                && cone.stream().anyMatch(t -> t instanceof Term.Scalar || t instanceof Term.Extent);
    }

    private static boolean isNumber(DType dtype) {
        return dtype.isFloatingPoint() || dtype.isIntegral();
    }

    private static boolean isSupported(Term term) {
        return switch (term) {
            case Term.Scalar _, Term.Extent _ -> true;
            case Term.Map t -> isSupported(t.pattern());
            case Term.Input _, Term.Index _, Term.Reduce _, Term.Declared _ -> false;
        };
    }

    private static boolean isSupported(Expr pattern) {
        return switch (pattern) {
            case Expr.Literal _ -> true;
            case Expr.Op op -> op.dtype().isFloatingPoint() && isSupported(op.prim());
            case Expr.Apply apply -> isSupported(apply.fn());
            case Expr.Input _, Expr.Param _, Expr.Iota _, Expr.Acc _ -> false;
        };
    }

    private static boolean isSupported(Prim prim) {
        return switch (prim) {
            case ADD, SUB, MUL, DIV, NEG, ABS, SQRT, CAST -> true;
            case REM, FMA, LT, LE, EQ, NE, SELECT, AND, OR, XOR, NOT, SHL, SHR, USHR, BITCAST -> false;
        };
    }

    private static boolean isSupported(Fn fn) {
        return fn == MathFn.POW || fn == MathFn.MAXIMUM;
    }

    /** {@return the formula of a term for which {@link #isPossible} holds} */
    static Formula of(Term term) {
        return new Formula(term);
    }

    /** {@return the parameter's dtype} */
    DType dtype() {
        return term.dtype();
    }

    /** {@return the number, not yet rounded to the dtype} */
    double value(Values values) {
        return value(term, values);
    }

    private static double value(Term term, Values values) {
        return switch (term) {
            case Term.Scalar t -> values.scalar(t.index());
            case Term.Extent t -> values.extent(t.over());
            case Term.Map t -> value(t, values);
            case Term.Input _, Term.Index _, Term.Reduce _, Term.Declared _ ->
                throw new IllegalStateException(term.toString());
        };
    }

    private static double value(Term.Map term, Values values) {
        return switch (term.pattern()) {
            case Expr.Literal literal -> literal.asDouble();
            case Expr.Op op -> primitive(op.prim(), arg(term, 0, values), term, values);
            case Expr.Apply apply -> function(apply.fn(), arg(term, 0, values), arg(term, 1, values));
            case Expr.Input _, Expr.Param _, Expr.Iota _, Expr.Acc _ ->
                throw new IllegalStateException(term.toString());
        };
    }

    private static double arg(Term term, int i, Values values) {
        return value(term.args().get(i), values);
    }

    private static double primitive(Prim prim, double a, Term term, Values values) {
        return switch (prim) {
            case ADD -> a + arg(term, 1, values);
            case SUB -> a - arg(term, 1, values);
            case MUL -> a * arg(term, 1, values);
            case DIV -> a / arg(term, 1, values);
            case NEG -> -a;
            case ABS -> Math.abs(a);
            case SQRT -> Math.sqrt(a);
            case CAST -> a;
            case REM, FMA, LT, LE, EQ, NE, SELECT, AND, OR, XOR, NOT, SHL, SHR, USHR, BITCAST ->
                throw new IllegalStateException(prim.toString());
        };
    }

    private static double function(Fn fn, double a, double b) {
        return fn == MathFn.POW ? Math.pow(a, b) : Math.max(a, b);
    }

    @Override
    public String toString() {
        return term.toString();
    }
}
