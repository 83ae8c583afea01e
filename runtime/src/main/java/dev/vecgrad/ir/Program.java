package dev.vecgrad.ir;

import dev.vecgrad.type.DType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;

/**
 * Lowered expressions as a list of steps, each writing the next slot: how the interpreter evaluates them many times. Not for
 * several threads at once.
 */
final class Program {
    private final Expr[] nodes;
    private final int[][] args;
    private final int[] roots;
    private final long[] slots;

    /** Steps for these expressions; functions in them are lowered. */
    Program(List<Expr> roots) {
        List<Expr> lowered = Lowering.lower(roots);
        List<Expr> order = Exprs.topological(lowered);
        Map<Expr, Integer> slotOf = new HashMap<>();
        order.forEach(node -> slotOf.put(node, slotOf.size()));
        this.nodes = order.toArray(Expr[]::new);
        this.args = order.stream().map(node -> slots(slotOf, node.args())).toArray(int[][]::new);
        this.roots = slots(slotOf, lowered);
        this.slots = new long[nodes.length];
    }

    private static int[] slots(Map<Expr, Integer> slotOf, List<Expr> nodes) {
        return nodes.stream()
                .mapToInt(node -> Objects.requireNonNull(slotOf.get(node)))
                .toArray();
    }

    /** Evaluates all steps; {@code leaves} gives the values of inputs, parameters, indices and accumulators. */
    void run(ToLongFunction<Expr> leaves) {
        for (int i = 0; i < nodes.length; i++) {
            slots[i] = step(nodes[i], args[i], leaves);
        }
    }

    private long step(Expr node, int[] from, ToLongFunction<Expr> leaves) {
        return switch (node) {
            case Expr.Literal l -> l.bits();
            case Expr.Op op -> apply(op, from);
            case Expr.Input _, Expr.Param _, Expr.Iota _, Expr.Acc _ -> leaves.applyAsLong(node);
            case Expr.Apply _ -> throw new IllegalStateException("not lowered: " + node);
        };
    }

    private long apply(Expr.Op op, int[] from) {
        DType type = op.args().getLast().dtype();
        long a = slots[from[0]];
        long b = from.length > 1 ? slots[from[1]] : 0;
        long c = from.length > 2 ? slots[from[2]] : 0;
        return Scalars.apply(op.prim(), type, op.dtype(), a, b, c);
    }

    /** {@return the value of root {@code index} after a run} */
    long value(int index) {
        return slots[roots[index]];
    }
}
