package dev.vecgrad.simd;

import dev.vecgrad.ir.Accumulator;
import dev.vecgrad.ir.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/*
 * Rows are often short: 128 elements are eight vectors. To look up the arguments of a row's loops takes longer than such loops do, and while
 * it lasts the processor does not read ahead.
 */
/**
 * All loops that run for a row, for row after row: their arguments are looked up for the first row and moved on from each to the next. For
 * kernels none of whose operands goes through a tile in a row, and for rows that each loop takes at once.
 */
final class RowLoops {
    /** Elements of the longest row of a map. */
    private static final int LONGEST = 1 << 28;

    private final Layout layout;
    private final Call[] calls;
    private final int[] operands;
    private final int longest;
    private final int arguments;

    /**
     * One loop's part in a row.
     *
     * @param args for each of its arguments the slot that holds it for the first row
     * @param moving which of its arguments are operands
     * @param single whether it runs over one element
     */
    private record Call(Loop loop, int[] args, int[] moving, boolean single, boolean padded) {
        int length(int n, int padding) {
            return single ? 1 : padded ? padding : n;
        }
    }

    private RowLoops(Layout layout, List<Program> programs, Program rowWrites, int longest) {
        this.layout = layout;
        this.longest = longest;
        List<Call> all = new ArrayList<>();
        for (Program program : programs) {
            program.once().forEach(step -> all.add(call(step, true)));
            program.steps().forEach(step -> all.add(call(step, false)));
        }
        rowWrites.loops().forEach(step -> all.add(call(step, true)));
        this.calls = all.toArray(Call[]::new);
        this.operands = all.stream()
                .flatMapToInt(call -> Arrays.stream(call.moving()).map(i -> call.args()[i]))
                .distinct()
                .toArray();
        this.arguments = all.stream().mapToInt(call -> call.args().length).max().orElse(0);
    }

    private Call call(Step step, boolean single) {
        int[] args = Arrays.stream(step.args()).map(this::lanesForResult).toArray();
        int[] moving = IntStream.range(0, args.length)
                .filter(i -> args[i] < layout.slots().operands())
                .toArray();
        return new Call(step.loop(), args, moving, single, step.padded());
    }

    /** A single block's values are the results as they are, so who reads a result along a row reads the lanes. */
    private int lanesForResult(int slot) {
        Slots slots = layout.slots();
        int part = slot - slots.firstResult();
        boolean result = layout.spec().space() == Space.INNER && part >= 0 && part < slots.parts();
        return result ? slots.lanes(0, 0) + part : slot;
    }

    /** {@return the loops for the rows of a kernel with these programs, or null if it has to look up each row} */
    static @Nullable RowLoops of(Layout layout, List<Program> stages, Program rowWrites) {
        boolean unbounded = true;
        for (int stage = 0; stage < stages.size(); stage++) {
            if (layout.gathered(stage).length + layout.scattered(stage).length > 0) {
                return null;
            }
            unbounded &= stages.get(stage).isUnbounded();
        }
        int tile = unbounded ? LONGEST : Program.TILE;
        return switch (layout.spec().space()) {
            case INNER ->
                layout.slots().folds().stream().allMatch(Fold::blockIsResult)
                        ? new RowLoops(layout, stages, rowWrites, Math.min(tile, Accumulator.INNER_BLOCK))
                        : null;
            case OUTER, MAP ->
                layout.usesIota() ? null : new RowLoops(layout, stages, Program.empty(rowWrites.room()), tile);
        };
    }

    /** {@return whether rows of {@code n} elements can be taken} */
    boolean takes(long n) {
        return n > 0 && n <= longest;
    }

    /** Runs for the next {@code rows} rows of {@code walk}, each of {@code n} elements, and leaves the walk behind them. */
    void run(Run run, Odometer walk, long rows, int n) {
        walk.steps(run.steps);
        run.putIota(0);
        run.slots[layout.slots().flags()] = LoopSpec.START | LoopSpec.MEET;
        for (long rest = rows; rest > 0; ) {
            long many = Math.min(rest, walk.left());
            for (int k : operands) {
                run.slots[k] = walk.at()[k];
            }
            evenly(run, many, n);
            walk.skip(many);
            rest -= many;
        }
    }

    /** Runs for rows of which each is as far from the next. */
    private void evenly(Run run, long rows, int n) {
        int padding = layout.padded(n);
        long[] steps = run.steps;
        long[][] p = run.arguments(calls.length, arguments);
        for (int k = 0; k < calls.length; k++) {
            int[] args = calls[k].args();
            for (int i = 0; i < args.length; i++) {
                p[k][i] = run.slots[args[i]];
            }
        }
        for (long row = 0; row < rows; row++) {
            for (int k = 0; k < calls.length; k++) {
                Call call = calls[k];
                long[] of = p[k];
                call.loop().run(of, call.length(n, padding));
                for (int i : call.moving()) {
                    of[i] += steps[call.args()[i]];
                }
            }
        }
    }
}
