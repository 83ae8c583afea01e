package dev.vecgrad.ir;

import java.util.List;

/**
 * Rewrites expressions into cheaper ones of exactly the same value, NaN payloads apart: an ordered list of named rules,
 * each tried at every node, arguments first, until none fits.
 */
public final class Simplifier {
    private Simplifier() {}

    /** {@return an expression with the same value} */
    public static Expr simplify(Expr root) {
        return simplify(List.of(root)).getFirst();
    }

    /** {@return expressions with the same values} */
    public static List<Expr> simplify(List<Expr> roots) {
        return Exprs.rewrite(roots, (node, args) -> settle(Expr.rebuild(node, args)));
    }

    private static Expr settle(Expr node) {
        Expr settled = node;
        for (Expr next = step(settled); next != settled; next = step(settled)) {
            settled = next;
        }
        return settled;
    }

    /** The result of the first rule that fits; the node itself when none does. */
    private static Expr step(Expr node) {
        if (node instanceof Expr.Op op) {
            for (SimplifierRule rule : SimplifierRule.ALL) {
                Expr simpler = rule.apply(op);
                if (simpler != null) {
                    return simpler;
                }
            }
        }
        return node;
    }
}
