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
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A kernel's programs: one for each stage, and what is stored once a row. */
final class Plan {
    private final Program[] stages;
    private final Program row;
    private final Program[] all;
    private final List<Step> totals;
    private final Places places;
    private final Room room;
    private final int arguments;
    private final @Nullable Loop direct;
    private final @Nullable Downward downward;
    private final @Nullable RowLoops rowLoops;

    private Plan(Layout layout, List<Program> programs, @Nullable Downward downward) {
        this.all = programs.toArray(Program[]::new);
        this.stages = programs.subList(0, programs.size() - 1).toArray(Program[]::new);
        this.row = programs.getLast();
        List<Places> parts = new ArrayList<>(List.of(layout.places()));
        programs.forEach(p -> parts.add(p.temps()));
        this.places = Places.all(parts);
        this.downward = downward;
        this.room = downward == null ? row.room() : downward.rest(row.room());
        this.totals = layout.totalsLoops();
        this.arguments = mostArguments(layout.slots().parts() * 4 + 8);
        this.rowLoops = RowLoops.of(layout, programs.subList(0, programs.size() - 1), row);
        this.direct = layout.isMapOfUnits() ? stages[0].direct(layout.slots().operands()) : null;
    }

    /** {@return the programs of the kernel} */
    static Plan of(Layout layout, Planner.Mode mode) {
        List<Program> programs = new ArrayList<>();
        Room room = layout.room();
        for (int s = 0; s < layout.spec().stages().size(); s++) {
            Program made = layout.spec().space() == Space.OUTER
                    ? columns(layout, room, s, mode)
                    : elements(layout, room, s, mode);
            programs.add(made);
            room = made.room();
        }
        Function<Expr, @Nullable Value> leaves =
                layout.spec().space() == Space.OUTER ? columnLeaves(layout, false) : rowLeaves(layout);
        programs.add(new Planner(layout.slots(), room, mode, leaves)
                .plan(targets(layout, layout.spec().rowWrites()), List.of(), 0));
        boolean outer = layout.spec().space() == Space.OUTER;
        Downward downward = outer ? Downward.of(layout, programs.getLast().room(), mode) : null;
        return new Plan(layout, programs, downward);
    }

    private int mostArguments(int least) {
        int most = least;
        for (Step step : loops()) {
            most = Math.max(most, step.args().length);
        }
        return most;
    }

    /** Sets the slots of cells, tiles and scratch values, and writes the constants; {@code memory} is where scratch begins. */
    void bind(long[] slotValues, long memory) {
        places.bind(slotValues, memory);
        for (Program program : all) {
            program.putConstants(slotValues);
        }
    }

    /** {@return the loop that does it all on the operands' addresses; null if there is none} */
    @Nullable
    Loop direct() {
        return direct;
    }

    /** {@return the loop that takes blocks of narrow rows; null if there is none} */
    @Nullable
    Downward downward() {
        return downward;
    }

    /** {@return the loops for row after row; null if they do not take rows at once} */
    @Nullable
    RowLoops rowLoops() {
        return rowLoops;
    }

    /** {@return all loops, at last those by which blocks meet, which all plans of the kernel share} */
    List<Step> allLoops() {
        List<Step> loops = loops();
        loops.addAll(totals);
        return loops;
    }

    /** {@return how many loops do not run over vectors yet} */
    int coldLoops() {
        int cold = 0;
        for (Step step : allLoops()) {
            cold += step.loop().usesVectors() ? 0 : 1;
        }
        return cold;
    }

    /** {@return the number of passes over elements} */
    int stages() {
        return stages.length;
    }

    /** The loops over elements, and those of what is stored once a row. */
    private List<Step> loops() {
        List<Step> loops = new ArrayList<>();
        if (downward != null) {
            loops.add(downward.step());
        }
        for (Program program : all) {
            loops.addAll(program.loops());
        }
        return loops;
    }

    /** Lets all loops run over vectors, or over scalars. */
    void useVectors(boolean use) {
        allLoops().forEach(step -> step.loop().useVectors(use));
    }

    /** {@return the program of stage {@code stage}} */
    Program stage(int stage) {
        return stages[stage];
    }

    /** {@return what is stored once a row} */
    Program row() {
        return row;
    }

    /** {@return the loops over elements of all stages} */
    int length() {
        return Arrays.stream(stages).mapToInt(Program::length).sum();
    }

    /** {@return the scratch that is needed, in bytes} */
    long scratchBytes() {
        return room.bytes() + 64;
    }

    /** {@return the slots that are used} */
    int slots() {
        return room.slot();
    }

    /** {@return the most arguments of a loop} */
    int arguments() {
        return arguments;
    }

    private static Program elements(Layout layout, Room room, int stage, Planner.Mode mode) {
        Slots slots = layout.slots();
        Planner planner = new Planner(slots, room, mode, elementLeaves(layout));
        return planner.plan(
                targets(layout, layout.spec().stages().get(stage).writes()),
                slots.folds(stage),
                slots.firstFold(stage));
    }

    /** In an outer reduction the accumulators of a row's elements are a tile, into which each reduced row is merged. */
    private static Program columns(Layout layout, Room room, int stage, Planner.Mode mode) {
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
        return new Planner(slots, room, mode, columnLeaves(layout, true)).plan(targets, List.of(), 0);
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
