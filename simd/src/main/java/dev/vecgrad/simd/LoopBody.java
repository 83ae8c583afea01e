package dev.vecgrad.simd;

import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.Exprs;
import dev.vecgrad.ir.Prim;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A loop's nodes in the order of their computation: what stays the same before the loop, what moves inside it. */
final class LoopBody {
    private final LoopSpec spec;
    private final List<Expr> roots;
    private final List<Expr> still = new ArrayList<>();
    private final List<Expr> moving = new ArrayList<>();
    private final Set<Expr> movingSet = new HashSet<>();
    private final Set<Expr> broadcast = new LinkedHashSet<>();
    private final Map<Expr, Integer> lastUse = new HashMap<>();
    private final int width;

    LoopBody(LoopSpec spec) {
        this.spec = spec;
        this.roots = spec.roots();
        for (Expr e : Exprs.topological(roots)) {
            sort(e);
        }
        this.width = findWidth();
        for (int i = 0; i < moving.size(); i++) {
            for (Expr arg : vectorArgs(moving.get(i))) {
                use(arg, i);
            }
        }
        roots.forEach(root -> use(root, Integer.MAX_VALUE));
    }

    private void sort(Expr e) {
        if (Vectorizable.moves(e, spec.inputs(), movingSet::contains)) {
            moving.add(e);
            movingSet.add(e);
        } else {
            still.add(e);
        }
    }

    private void use(Expr e, int at) {
        if (movingSet.contains(e)) {
            lastUse.merge(e, at, Math::max);
        } else {
            broadcast.add(e);
        }
    }

    /** The width of the operations; of what is only copied, the widest. */
    private int findWidth() {
        int ops = Vectorizable.ANY;
        for (Expr e : moving) {
            ops = e instanceof Expr.Op op ? Vectorizable.meet(ops, Vectorizable.width(op)) : ops;
        }
        return ops == Vectorizable.ANY ? widestCopy() : ops;
    }

    private int widestCopy() {
        int widest = 4;
        for (Expr e : Exprs.topological(roots)) {
            widest = Math.max(widest, e.dtype().itemSize());
        }
        return widest;
    }

    /** {@return the arguments of {@code e} that must be vectors: all but a shift's constant count} */
    static List<Expr> vectorArgs(Expr e) {
        return e instanceof Expr.Op op && constantShift(op) ? List.of(op.args().getFirst()) : e.args();
    }

    /** {@return whether {@code op} shifts by a constant} */
    static boolean constantShift(Expr.Op op) {
        Prim p = op.prim();
        return (p == Prim.SHL || p == Prim.SHR || p == Prim.USHR) && op.args().get(1) instanceof Expr.Literal;
    }

    /** {@return the lane width in bytes, or {@link Vectorizable#SCALAR} for a loop of scalars} */
    int width() {
        return width;
    }

    /** {@return what is stored or becomes a lane} */
    List<Expr> roots() {
        return roots;
    }

    /** {@return the nodes that are the same for all elements} */
    List<Expr> still() {
        return still;
    }

    /** {@return the nodes that differ from element to element} */
    List<Expr> moving() {
        return moving;
    }

    /** {@return the still nodes that moving ones or stores use} */
    Set<Expr> broadcast() {
        return broadcast;
    }

    /** {@return whether {@code e} is used by no node after number {@code at} of {@link #moving}} */
    boolean diesAt(Expr e, int at) {
        return movingSet.contains(e) && lastUse.getOrDefault(e, -1) <= at;
    }
}
