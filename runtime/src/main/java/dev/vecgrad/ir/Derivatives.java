package dev.vecgrad.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reverse-mode differentiation of expressions: one walk from the result to the leaves gives the derivative by every leaf.
 *
 * <p>The rules of primitives stand in {@link #local}; those of functions come from {@link Fn#derivatives}. What is piecewise
 * constant (comparisons, integers, remainders' quotients) contributes nothing.
 */
public final class Derivatives {
    private final Map<Expr, Expr> adjoints = new HashMap<>();

    private Derivatives() {}

    /**
     * {@return for each of {@code wrt} the derivative of {@code root} by it times {@code seed}; null where root does not depend on it
     * smoothly}
     *
     * @param root a floating expression
     * @param wrt nodes of root, usually leaves
     * @param seed the factor, an expression of root's dtype: the incoming gradient
     */
    public static List<@Nullable Expr> of(Expr root, List<Expr> wrt, Expr seed) {
        return of(List.of(root), wrt, List.of(seed));
    }

    /** {@return the same for several roots at once: the sum over roots of their derivative times their seed} */
    public static List<@Nullable Expr> of(List<Expr> roots, List<Expr> wrt, List<Expr> seeds) {
        Derivatives walk = new Derivatives();
        for (int i = 0; i < roots.size(); i++) {
            walk.accumulate(roots.get(i), seeds.get(i));
        }
        List<Expr> order = Exprs.topological(roots);
        for (Expr node : order.reversed()) {
            walk.propagate(node, wrt);
        }
        List<@Nullable Expr> found = new ArrayList<>();
        for (Expr leaf : wrt) {
            found.add(walk.adjoints.get(leaf));
        }
        return found;
    }

    private void propagate(Expr node, List<Expr> wrt) {
        Expr g = adjoints.get(node);
        if (g == null || wrt.contains(node)) {
            return;
        }
        List<@Nullable Expr> parts = local(node, g);
        for (int i = 0; i < parts.size(); i++) {
            Expr part = parts.get(i);
            if (part != null) {
                accumulate(node.args().get(i), part);
            }
        }
    }

    private void accumulate(Expr node, Expr part) {
        if (node.dtype().isFloatingPoint()) {
            adjoints.merge(node, part, Expr::add);
        }
    }

    private static List<@Nullable Expr> local(Expr node, Expr g) {
        return switch (node) {
            case Expr.Input _, Expr.Param _, Expr.Literal _, Expr.Iota _, Expr.Acc _ -> List.of();
            case Expr.Apply a -> scaled(a.fn().derivatives(a.args(), a), g);
            case Expr.Op o -> primitive(o, o.args(), g);
        };
    }

    private static List<@Nullable Expr> scaled(List<@Nullable Expr> factors, Expr g) {
        List<@Nullable Expr> parts = new ArrayList<>();
        for (Expr factor : factors) {
            parts.add(factor == null ? null : scaled(factor, g));
        }
        return parts;
    }

    /** Where a factor is 0 or 1 by choice, the gradient there is 0 or itself exactly, even if infinity or NaN came in. */
    private static Expr scaled(Expr factor, Expr g) {
        if (factor instanceof Expr.Op op && op.prim() == Prim.SELECT && hasZeroArm(op)) {
            return op.args()
                    .getFirst()
                    .select(scaled(op.args().get(1), g), scaled(op.args().get(2), g));
        }
        if (factor instanceof Expr.Literal literal) {
            return literal.asDouble() == 0 ? g.like(0) : literal.asDouble() == 1 ? g : g.mul(factor);
        }
        return g.mul(factor);
    }

    private static boolean hasZeroArm(Expr.Op select) {
        return select.args().stream().anyMatch(arm -> arm instanceof Expr.Literal l && l.asDouble() == 0);
    }

    private static List<@Nullable Expr> primitive(Expr.Op op, List<Expr> args, Expr g) {
        if (!op.dtype().isFloatingPoint()) {
            return List.of();
        }
        Expr a = args.getFirst();
        return switch (op.prim()) {
            case ADD -> parts(g, g);
            case SUB -> parts(g, g.neg());
            case MUL -> parts(g.mul(args.get(1)), g.mul(a));
            case DIV -> parts(g.div(args.get(1)), g.neg().mul(op).div(args.get(1)));
            case REM -> parts(g, g.neg().mul(MathFns.trunc(a.div(args.get(1)))));
            case FMA -> parts(g.mul(args.get(1)), g.mul(a), g);
            case NEG -> parts(g.neg());
            case ABS -> parts(g.mul(sign(a)));
            case SQRT -> parts(g.div(op.mul(2)));
            case SELECT -> parts(null, a.select(g, g.like(0)), a.select(g.like(0), g));
            case CAST -> parts(a.dtype().isFloatingPoint() ? g.cast(a.dtype()) : null);
            case LT, LE, EQ, NE, AND, OR, XOR, NOT, SHL, SHR, USHR, BITCAST -> List.of();
        };
    }

    /** PyTorch's rule for |x|: the derivative at 0 is 0; NaN stays NaN through the comparison's failure. */
    private static Expr sign(Expr x) {
        Expr zero = x.like(0);
        return x.gt(zero).select(x.like(1), x.lt(zero).select(x.like(-1), x.mul(zero)));
    }

    /** {@return these as a list} */
    static List<@Nullable Expr> parts(@Nullable Expr... parts) {
        List<@Nullable Expr> list = new ArrayList<>();
        for (Expr part : parts) {
            list.add(part);
        }
        return list;
    }
}
