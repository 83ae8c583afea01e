package dev.vecgrad.simd;

import dev.vecgrad.ir.Access;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Operand;
import dev.vecgrad.ir.Space;
import dev.vecgrad.ir.Substitution;
import dev.vecgrad.ir.Write;
import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A kernel's programs.
 *
 * @param stages one for each stage
 * @param row what is stored once a row
 */
record Plan(List<Program> stages, Program row) {

    /** {@return the programs of the kernel} */
    static Plan of(Layout layout, Planner.Mode mode) {
        List<Program> stages = new ArrayList<>();
        for (int s = 0; s < layout.spec().stages().size(); s++) {
            stages.add(layout.spec().space() == Space.OUTER ? columns(layout, s, mode) : elements(layout, s, mode));
        }
        Function<Expr, @Nullable Value> leaves =
                layout.spec().space() == Space.OUTER ? columnLeaves(layout, false) : rowLeaves(layout);
        Program row = new Planner(layout.slots(), layout.firstSlot(), mode, leaves)
                .plan(targets(layout, layout.spec().rowWrites()), List.of(), 0);
        return new Plan(stages, row);
    }

    /** {@return the loops over elements of all stages} */
    int length() {
        return stages.stream().mapToInt(Program::length).sum();
    }

    /** {@return the scratch that any of the programs needs} */
    long scratchBytes() {
        return programs().mapToLong(Program::scratchBytes).max().orElse(0);
    }

    /** {@return the slots that are used} */
    int slots() {
        return programs().mapToInt(Program::slots).max().orElse(0);
    }

    /** {@return the most arguments of a loop} */
    int arguments() {
        return programs().mapToInt(Program::arguments).max().orElse(0);
    }

    private Stream<Program> programs() {
        return Stream.concat(stages.stream(), Stream.of(row));
    }

    private static Program elements(Layout layout, int stage, Planner.Mode mode) {
        Slots slots = layout.slots();
        Planner planner = new Planner(slots, layout.firstSlot(), mode, elementLeaves(layout));
        return planner.plan(
                targets(layout, layout.spec().stages().get(stage).writes()),
                slots.folds(stage),
                slots.firstFold(stage));
    }

    /** In an outer reduction the accumulators of a row's elements are a tile, into which each reduced row is merged. */
    private static Program columns(Layout layout, int stage, Planner.Mode mode) {
        Slots slots = layout.slots();
        List<Target> targets = new ArrayList<>();
        int number = slots.firstFold(stage);
        for (Fold fold : slots.folds(stage)) {
            List<Expr> sides = new ArrayList<>();
            for (int part = 0; part < fold.parts(); part++) {
                sides.add(laneLeaf(layout, number, part));
            }
            Set<Expr> lanes = Set.copyOf(sides);
            sides.addAll(fold.values());
            for (int part = 0; part < fold.parts(); part++) {
                Expr merged = Substitution.inputs(fold.merge().get(part), sides);
                targets.add(new Target(merged, slots.lanes(number, part), lanes));
            }
            number++;
        }
        return new Planner(slots, layout.firstSlot(), mode, columnLeaves(layout, true)).plan(targets, List.of(), 0);
    }

    /** Lanes are inputs numbered after the kernel's own. */
    private static Expr laneLeaf(Layout layout, int fold, int part) {
        int slot = layout.slots().lanes(fold, part);
        return Expr.input(layout.spec().inputs().size() + slot, layout.slots().laneType(fold, part));
    }

    private static List<Target> targets(Layout layout, List<Write> writes) {
        KernelSpec spec = layout.spec();
        List<Target> targets = new ArrayList<>();
        for (Write write : writes) {
            Operand output = spec.outputs().get(write.output());
            Set<Expr> aliases = new HashSet<>();
            for (int k = 0; k < spec.inputs().size(); k++) {
                if (spec.inputs().get(k).equals(output)) {
                    aliases.add(Expr.input(k, output.dtype()));
                }
            }
            targets.add(new Target(write.value(), layout.slots().output(write.output()), aliases));
        }
        return targets;
    }

    // ---- what the leaves are

    private static Function<Expr, @Nullable Value> elementLeaves(Layout layout) {
        return leaf -> switch (leaf) {
            case Expr.Input in -> operand(layout, in);
            case Expr.Param p -> param(layout, p);
            case Expr.Acc acc -> result(layout, acc, true);
            case Expr.Literal _, Expr.Iota _, Expr.Op _, Expr.Apply _ -> null;
        };
    }

    private static Function<Expr, @Nullable Value> rowLeaves(Layout layout) {
        return leaf -> switch (leaf) {
            case Expr.Input in -> new Value(layout.slots().input(in.index()), in.dtype(), true);
            case Expr.Param p -> param(layout, p);
            case Expr.Acc acc -> result(layout, acc, true);
            case Expr.Literal _, Expr.Iota _, Expr.Op _, Expr.Apply _ -> null;
        };
    }

    private static Function<Expr, @Nullable Value> columnLeaves(Layout layout, boolean reduces) {
        int inputs = layout.spec().inputs().size();
        return leaf -> switch (leaf) {
            case Expr.Input in ->
                in.index() >= inputs ? new Value(in.index() - inputs, in.dtype(), false) : operand(layout, in);
            case Expr.Param p -> param(layout, p);
            case Expr.Acc acc -> result(layout, acc, false);
            case Expr.Iota _ -> reduces ? new Value(layout.slots().iota(), DType.INT32, true) : null;
            case Expr.Literal _, Expr.Op _, Expr.Apply _ -> null;
        };
    }

    private static Value operand(Layout layout, Expr.Input in) {
        boolean stays = layout.spec().inputs().get(in.index()).access() == Access.ZERO;
        return new Value(layout.slots().input(in.index()), in.dtype(), stays);
    }

    private static Value param(Layout layout, Expr.Param p) {
        return new Value(layout.slots().param(p.index()), p.dtype(), true);
    }

    private static Value result(Layout layout, Expr.Acc acc, boolean stays) {
        return new Value(layout.slots().result(acc.index(), acc.part()), acc.dtype(), stays);
    }
}
