package dev.vecgrad.ir;

import dev.vecgrad.type.DType;
import java.util.ArrayList;
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
    /**
     * An op as a step.
     *
     * @param type of its operands
     * @param to the slot of its result
     * @param b the slot of its second operand, or again that of the first
     * @param c the slot of its third operand, or again that of the first
     */
    private record OpStep(Prim prim, DType type, DType result, int to, int a, int b, int c) {
        static OpStep of(Expr.Op op, Map<Expr, Integer> slotOf) {
            int[] from = slots(slotOf, op.args());
            return new OpStep(
                    op.prim(),
                    op.args().getLast().dtype(),
                    op.dtype(),
                    Objects.requireNonNull(slotOf.get(op)),
                    from[0],
                    from[from.length > 1 ? 1 : 0],
                    from[from.length > 2 ? 2 : 0]);
        }
    }

    private final List<Expr> leaves = new ArrayList<>();
    private final int[] leafSlots;
    private final OpStep[] steps;
    private final int[] roots;
    private final long[] slots;

    /** Steps for these expressions; functions in them are lowered. */
    Program(List<Expr> roots) {
        List<Expr> lowered = Lowering.lower(roots);
        List<Expr> order = Exprs.topological(lowered);
        Map<Expr, Integer> slotOf = new HashMap<>();
        order.forEach(node -> slotOf.put(node, slotOf.size()));
        this.slots = new long[order.size()];
        List<OpStep> ops = new ArrayList<>();
        for (Expr node : order) {
            switch (node) {
                case Expr.Literal l -> slots[Objects.requireNonNull(slotOf.get(l))] = l.bits();
                case Expr.Op op -> ops.add(OpStep.of(op, slotOf));
                case Expr.Input _, Expr.Param _, Expr.Iota _, Expr.Acc _ -> leaves.add(node);
                case Expr.Apply _ -> throw new IllegalStateException("not lowered: " + node);
            }
        }
        this.leafSlots = slots(slotOf, leaves);
        this.steps = ops.toArray(OpStep[]::new);
        this.roots = slots(slotOf, lowered);
    }

    private static int[] slots(Map<Expr, Integer> slotOf, List<Expr> nodes) {
        return nodes.stream()
                .mapToInt(node -> Objects.requireNonNull(slotOf.get(node)))
                .toArray();
    }

    /** Evaluates all steps; {@code values} gives those of inputs, parameters, indices and accumulators. */
    void run(ToLongFunction<Expr> values) {
        for (int i = 0; i < leafSlots.length; i++) {
            slots[leafSlots[i]] = values.applyAsLong(leaves.get(i));
        }
        for (OpStep op : steps) {
            slots[op.to] = Scalars.apply(op.prim, op.type, op.result, slots[op.a], slots[op.b], slots[op.c]);
        }
    }

    /** {@return the value of root {@code index} after a run} */
    long value(int index) {
        return slots[roots[index]];
    }
}
