package dev.vecgrad.simd;

import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.Substitution;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The programs by which the blocks of a stage's folds meet.
 *
 * @param identity sets lanes to the identity
 * @param first starts the totals with a block's values
 * @param next takes another block's values into the totals
 * @param finish makes results of the totals
 */
record Totals(Program identity, Program first, Program next, Program finish) {

    /** {@return the programs for stage {@code stage}, which take of {@code room}} */
    static Totals of(Slots slots, int stage, Room room) {
        List<Target> identity = new ArrayList<>();
        List<Target> first = new ArrayList<>();
        List<Target> next = new ArrayList<>();
        List<Target> finish = new ArrayList<>();
        int number = slots.firstFold(stage);
        for (Fold fold : slots.folds(stage)) {
            List<Expr> lanes = new ArrayList<>();
            List<Expr> totals = new ArrayList<>();
            for (int part = 0; part < fold.parts(); part++) {
                lanes.add(Expr.input(slots.lanes(number, part), slots.laneType(number, part)));
                totals.add(Expr.input(slots.total(number, part), slots.totalType(number, part)));
            }
            List<Expr> both = new ArrayList<>(totals);
            both.addAll(lanes);
            for (int part = 0; part < fold.parts(); part++) {
                int total = slots.total(number, part);
                identity.add(new Target(fold.identity().get(part), slots.lanes(number, part), Set.of()));
                first.add(target(fold.firstTotal().get(part), lanes, total));
                next.add(target(fold.nextTotal().get(part), both, total));
                finish.add(target(fold.result().get(part), totals, slots.result(number, part)));
            }
            number++;
        }
        Program identityProgram = plan(slots, room, identity);
        Program firstProgram = plan(slots, identityProgram.room(), first);
        Program nextProgram = plan(slots, firstProgram.room(), next);
        Program finishProgram = plan(slots, nextProgram.room(), finish);
        return new Totals(identityProgram, firstProgram, nextProgram, finishProgram);
    }

    /** {@return all programs} */
    List<Program> programs() {
        return List.of(identity, first, next, finish);
    }

    private static Target target(Expr value, List<Expr> inputs, int slot) {
        return new Target(Substitution.inputs(value, inputs), slot, Set.copyOf(inputs));
    }

    /** Leaves are numbered by their slots. */
    private static Program plan(Slots slots, Room room, List<Target> targets) {
        Planner planner = new Planner(
                slots,
                room,
                Planner.Mode.FUSED,
                leaf -> leaf instanceof Expr.Input in ? new Value(in.index(), in.dtype(), false) : null);
        return planner.plan(targets, List.of(), 0);
    }
}
