package dev.vecgrad.graph;

import dev.vecgrad.ir.Derivatives;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reverse-mode differentiation of a graph: one walk from the results to the inputs adds terms to the same graph.
 *
 * <p>The rules: an elementwise op by {@link Derivatives}; a sum spreads its gradient, and what was broadcast is summed; the
 * gradient of a maximum is shared evenly among equals, as PyTorch's amax; that of a product is right where factors are zero.
 */
final class ReverseMode {
    private final Map<Term, Term> adjoints = new HashMap<>();

    private ReverseMode() {}

    /**
     * {@return for each of {@code wrt} the gradient, null if no root depends on it smoothly}
     *
     * @param roots what is differentiated
     * @param seeds the gradient of each root
     * @param wrt leaves
     */
    static List<@Nullable Term> of(List<Term> roots, List<Term> seeds, List<Term> wrt) {
        ReverseMode walk = new ReverseMode();
        for (int i = 0; i < roots.size(); i++) {
            walk.accumulate(roots.get(i), roots.get(i).dims(), seeds.get(i));
        }
        for (Term term : Terms.topological(roots).reversed()) {
            walk.propagate(term);
        }
        List<@Nullable Term> found = new ArrayList<>();
        wrt.forEach(leaf -> found.add(walk.adjoints.get(leaf)));
        return found;
    }

    /** Adds a contribution of a term with dims {@code from} to the gradient of {@code to}, summed over what {@code to} lacks. */
    private void accumulate(Term to, int from, @Nullable Term part) {
        if (part != null && to.dtype().isFloatingPoint()) {
            Term summed = part.sum((from | part.dims()) & ~to.dims());
            adjoints.merge(to, summed, Term::add);
        }
    }

    private void accumulateAll(List<Term> to, int from, List<@Nullable Term> parts) {
        for (int i = 0; i < parts.size(); i++) {
            accumulate(to.get(i), from, parts.get(i));
        }
    }

    private void propagate(Term term) {
        Term g = adjoints.get(term);
        if (g == null) {
            return;
        }
        switch (term) {
            case Term.Input _, Term.Scalar _, Term.Extent _, Term.Index _ -> {}
            case Term.Map t -> accumulateAll(t.args(), t.dims(), elementwise(t, g));
            case Term.Reduce t ->
                accumulate(t.args().getFirst(), t.dims(), reduction(t, t.args().getFirst(), g));
            case Term.Declared t -> accumulateAll(t.wrt(), t.dims(), t.rule().of(t.wrt(), t, g));
        }
    }

    private static List<@Nullable Term> elementwise(Term.Map term, Term g) {
        List<Expr> formal = new ArrayList<>();
        for (Term arg : term.args()) {
            formal.add(Expr.input(formal.size(), arg.dtype()));
        }
        Expr seed = Expr.input(formal.size(), g.dtype());
        Term[] args = Arrays.copyOf(term.args().toArray(Term[]::new), formal.size() + 1);
        args[formal.size()] = g;
        List<@Nullable Term> parts = new ArrayList<>();
        for (Expr derivative : Derivatives.of(term.pattern(), formal, seed)) {
            parts.add(derivative == null ? null : term.graph().map(derivative, args));
        }
        return parts;
    }

    private static Term reduction(Term.Reduce term, Term x, Term g) {
        return switch (term.kind()) {
            case Reduction.Simple simple ->
                switch (simple) {
                    case SUM -> g;
                    case PROD -> product(term, x, g);
                    case MAX, MIN -> extremum(term, x, g);
                };
            case Reduction.Combined _ ->
                throw new IllegalStateException("a combined reduction has no gradient but a declared one");
        };
    }

    private static Term extremum(Term.Reduce term, Term x, Term g) {
        Term equal = x.eq(term).cast(x.dtype());
        return g.mul(equal).div(equal.sum(term.removed()));
    }

    /*
     * The derivative by a factor is the product of the others. With zeros in the row let p be the product of what is not
     * zero and z the sum of what is (0 as a number, but it has derivatives):
     *   no zero:   result / x
     *   one zero:  p at the zero, p * z / x elsewhere
     *   two zeros: p * (z - x) at the zeros, 0 elsewhere
     *   more:      0
     * which is right together with its own derivatives. Where nothing is zero x is divided by, elsewhere 1: a quotient that
     * is not chosen must not spoil a later derivative.
     */
    private static Term product(Term.Reduce term, Term x, Term g) {
        int over = term.removed();
        DType dtype = x.dtype();
        Term isZero = x.eq(0);
        Term zeros = isZero.cast(dtype).sum(over);
        Term divisor = isZero.select(term.graph().literal(dtype, 1), x);
        Term p = divisor.prod(over);
        Term z = isZero.select(x, 0).sum(over);
        Term atOne = isZero.select(p, p.mul(z).div(divisor));
        Term atTwo = isZero.select(p.mul(z.sub(x)), 0);
        Term withZeros = zeros.eq(1).select(atOne, zeros.eq(2).select(atTwo, 0));
        return g.mul(zeros.eq(0).select(term.div(divisor), withZeros));
    }
}
