package dev.vecgrad.simd;

import dev.vecgrad.ir.Access;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.Exprs;
import dev.vecgrad.ir.Launch;
import dev.vecgrad.ir.Lowering;
import dev.vecgrad.ir.Operand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The loop that takes a block of rows of an outer reduction at once, for rows that are narrow: along those, calls would cost more than the
 * work. There is one where all values are made of operands of unit stride and scalars, and rows lie along one dim.
 */
final class Downward {
    /** Columns up to which rows are narrow: a block's rows lie close enough together to be read well column by column. */
    static final int NARROW = 512;

    private static final int MOST_OPS = 30;

    private final Layout layout;
    private final Step step;
    private final int[] operands;
    private final int firstSlot;

    private Downward(Layout layout, Step step, int[] operands, int firstSlot) {
        this.layout = layout;
        this.step = step;
        this.operands = operands;
        this.firstSlot = firstSlot;
    }

    /**
     * {@return the loop; null if the reduction has none}
     *
     * @param room what is free of slots
     */
    static @Nullable Downward of(Layout layout, Room room, Planner.Mode mode) {
        List<Fold> folds = layout.slots().folds(0);
        List<Expr> values = new ArrayList<>();
        folds.forEach(f -> values.addAll(f.values()));
        List<Expr> lowered = Conversions.expand(Lowering.finish(values));
        Map<Expr, Integer> leaves = new LinkedHashMap<>();
        for (Expr e : Exprs.topological(lowered)) {
            if (!take(layout, e, leaves, mode)) {
                return null;
            }
        }
        LoopSpec spec = spec(leaves, lowered, folds);
        return serves(spec)
                ? new Downward(layout, step(layout, spec, leaves, room), operands(layout, leaves), room.slot())
                : null;
    }

    /** Shared loops compute nothing but what they gather. */
    private static boolean take(Layout layout, Expr e, Map<Expr, Integer> leaves, Planner.Mode mode) {
        return switch (e) {
            case Expr.Input in -> {
                leaves.put(in, layout.slots().input(in.index()));
                yield !layout.packed(in.index())
                        && layout.spec().inputs().get(in.index()).access() == Access.UNIT;
            }
            case Expr.Param p -> {
                leaves.put(p, layout.slots().param(p.index()));
                yield true;
            }
            case Expr.Literal _ -> true;
            case Expr.Op _ -> mode == Planner.Mode.FUSED;
            case Expr.Iota _, Expr.Acc _, Expr.Apply _ -> false;
        };
    }

    private static LoopSpec spec(Map<Expr, Integer> leaves, List<Expr> values, List<Fold> folds) {
        List<Expr> order = List.copyOf(leaves.keySet());
        List<Expr> over = Exprs.rewrite(
                values,
                (e, args) -> leaves.containsKey(e) ? Expr.input(order.indexOf(e), e.dtype()) : Expr.rebuild(e, args));
        List<Operand> inputs = order.stream()
                .map(e -> new Operand(e.dtype(), e instanceof Expr.Param ? Access.ZERO : Access.UNIT))
                .toList();
        List<Fold> gathered = new ArrayList<>();
        int at = 0;
        for (Fold fold : folds) {
            gathered.add(fold.withValues(over.subList(at, at + fold.parts())));
            at += fold.parts();
        }
        return new LoopSpec(inputs, List.of(), gathered, true);
    }

    private static boolean serves(LoopSpec spec) {
        int width = new LoopBody(spec).width();
        boolean oneWidth =
                spec.folds().stream().flatMap(f -> f.dtypes().stream()).allMatch(d -> d.itemSize() == width);
        boolean changes = Exprs.topological(spec.roots()).stream()
                .anyMatch(e -> e instanceof Expr.Op op && Vectorizable.changesWidth(op));
        return oneWidth
                && !changes
                && spec.ops() <= MOST_OPS
                && spec.inputs().stream().anyMatch(i -> i.access() == Access.UNIT);
    }

    /** The slots of steps and rows are new. */
    private static Step step(Layout layout, LoopSpec spec, Map<Expr, Integer> leaves, Room room) {
        int[] args = new int[spec.arguments()];
        int at = 0;
        for (int slot : leaves.values()) {
            args[at++] = slot;
        }
        for (int i = 0; i <= leaves.size(); i++) {
            args[at++] = room.slot() + i;
        }
        for (int slot : layout.slots().lanesOf(0)) {
            args[at++] = slot;
        }
        return new Step(Loops.of(spec), spec, args, false);
    }

    /** {@return for each input of the loop the operand that it is, -1 for a scalar} */
    private static int[] operands(Layout layout, Map<Expr, Integer> leaves) {
        return leaves.values().stream()
                .mapToInt(slot -> slot < layout.slots().operands() ? slot : -1)
                .toArray();
    }

    /** {@return the loop as a step} */
    Step step() {
        return step;
    }

    /** {@return what is free of slots after this} */
    Room rest(Room room) {
        return new Room(firstSlot + operands.length + 1, room.bytes());
    }

    /** {@return whether it takes the rows of {@code launch}, {@code n} columns at a time} */
    static boolean takes(Launch launch, int n) {
        return n <= NARROW && launch.reduced().length == 1;
    }

    /** Leaves the values of the block that begins at the row whose operands are {@code at} in the lanes. */
    void block(Run run, long[] at, int rows, int n) {
        long[][] strides = run.launch().reducedStrides();
        run.place(at, layout.spec().inputs().size());
        for (int i = 0; i < operands.length; i++) {
            int k = operands[i];
            run.slots[firstSlot + i] = k < 0 ? 0 : strides[k][0] << layout.shifts()[k];
        }
        run.slots[firstSlot + operands.length] = rows;
        step.run(run.slots, run.p, n);
    }
}
