package dev.vecgrad.graph;

import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.Exprs;
import dev.vecgrad.ir.Lowering;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How much one kernel may compute. What a plan's kernels exceed is answered by a term to keep in memory.
 *
 * <p>Costs are counts of primitives after lowering, each shared node once.
 */
public final class Limits {
    /** Primitives in one pass: beyond about twice as many the compiler gives up on a loop. */
    public static final int PASS = 100;

    /** From this many primitives on a value that two kernels need is computed once and kept in memory. */
    static final int SHARE = 48;

    private Limits() {}

    /** {@return a term that is to be in memory, null if the kernels are within the limits} */
    static @Nullable Term excess(List<KernelWriter> writers) {
        for (KernelWriter writer : writers) {
            for (int stage = Group.ROW; stage < writer.group().stages(); stage++) {
                Term cut = cut(writer, writer.group().roots(stage));
                if (cut != null) {
                    return cut;
                }
            }
        }
        return shared(writers);
    }

    /** {@return the number of primitives of these expressions together} */
    public static int cost(List<Expr> exprs) {
        int cost = 0;
        for (Expr node : Exprs.topological(Lowering.lower(exprs))) {
            cost += node instanceof Expr.Op ? 1 : 0;
        }
        return cost;
    }

    /** The elementwise term that, read from memory, divides the work most evenly: one value crosses the cut. */
    private static @Nullable Term cut(KernelWriter writer, List<Term> roots) {
        List<Expr> exprs = roots.stream().map(writer::expr).toList();
        if (cost(exprs) <= PASS) {
            return null;
        }
        Term best = null;
        int least = cost(exprs);
        for (Term term : writer.cone(roots)) {
            if (term instanceof Term.Map
                    && !roots.contains(term)
                    && term.dims() == writer.group().dims()) {
                Expr whole = writer.expr(term);
                int larger = Math.max(cost(List.of(whole)), cost(without(exprs, whole)));
                if (larger < least) {
                    least = larger;
                    best = term;
                }
            }
        }
        return best;
    }

    private static List<Expr> without(List<Expr> exprs, Expr cut) {
        Expr leaf = Expr.input(Integer.MAX_VALUE, cut.dtype());
        return Exprs.rewrite(exprs, (node, args) -> node == cut ? leaf : Expr.rebuild(node, args));
    }

    /** The costliest elementwise term that several kernels compute. */
    private static @Nullable Term shared(List<KernelWriter> writers) {
        Map<Term, Integer> users = new HashMap<>();
        List<Term> candidates = new ArrayList<>();
        Map<Term, Expr> exprs = new HashMap<>();
        for (KernelWriter writer : writers) {
            Set<Term> stored = writer.storedTerms();
            for (Term term : writer.computed()) {
                if (term.dims() == writer.group().dims() && !stored.contains(term)) {
                    candidates.add(term);
                    exprs.put(term, writer.expr(term));
                    users.merge(term, 1, Integer::sum);
                }
            }
        }
        Term best = null;
        int most = SHARE;
        for (Term term : candidates) {
            int cost = Objects.requireNonNull(users.get(term)) < 2
                    ? 0
                    : cost(List.of(Objects.requireNonNull(exprs.get(term))));
            if (cost > most) {
                most = cost;
                best = term;
            }
        }
        return best;
    }
}
