package dev.vecgrad.ir;

import java.util.List;
import java.util.function.Function;

/** Replacing the leaves of an expression. */
public final class Substitution {
    private Substitution() {}

    /** {@return {@code root} with input {@code i} replaced by {@code inputs.get(i)}, which has the same dtype} */
    public static Expr inputs(Expr root, List<Expr> inputs) {
        return leaves(root, leaf -> leaf instanceof Expr.Input in ? inputs.get(in.index()) : leaf);
    }

    /** {@return {@code root} with every leaf replaced by what {@code map} makes of it} */
    public static Expr leaves(Expr root, Function<Expr, Expr> map) {
        return Exprs.rewrite(
                        List.of(root),
                        (node, args) -> node.args().isEmpty() ? map.apply(node) : Expr.rebuild(node, args))
                .getFirst();
    }
}
