package dev.vecgrad.simd;

import dev.vecgrad.ir.Accumulator;
import dev.vecgrad.ir.Launch;
import dev.vecgrad.spi.Workers;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs reductions of inner dims: row by row, stage by stage over a row, so that the row stays in cache between its stages.
 */
final class InnerDriver {
    private final Layout layout;
    private final List<Totals> totals = new ArrayList<>();
    private final List<int[]> units = new ArrayList<>();
    private final List<int[]> gathered = new ArrayList<>();
    private final List<int[]> scattered = new ArrayList<>();
    private final int[] rowTouched;

    InnerDriver(Layout layout) {
        this.layout = layout;
        for (int s = 0; s < layout.spec().stages().size(); s++) {
            totals.add(layout.totals(s));
            units.add(layout.units(s));
            gathered.add(layout.gathered(s));
            scattered.add(layout.scattered(s));
        }
        this.rowTouched = layout.rowTouched();
    }

    /** Runs the launch. */
    void run(Plan plan, Launch launch, long[] addresses, Workers workers) {
        part(plan, launch, addresses, 0, launch.keptNumel());
    }

    private void part(Plan plan, Launch launch, long[] addresses, long begin, long end) {
        try (Run run = new Run(layout, plan, launch)) {
            Odometer rows = run.scratch.rows();
            rows.set(launch.kept(), launch.kept().length, launch.keptStrides(), layout.shifts());
            rows.seek(addresses, begin);
            for (long row = begin; row < end; row++) {
                row(run, rows.at());
                rows.next();
            }
        }
    }

    private void row(Run run, long[] at) {
        run.place(at, layout.slots().operands());
        for (int stage = 0; stage < totals.size(); stage++) {
            run.bind(run.plan.stages().get(stage));
            stage(run, at, stage);
        }
        Program row = run.plan.row();
        if (!row.isEmpty()) {
            for (int k : rowTouched) {
                run.slots[k] = at[k];
            }
            run.bind(row);
            row.runOnce(run.slots, run.p);
            row.run(run.slots, run.p, 1, 1);
        }
    }

    private void stage(Run run, long[] at, int stage) {
        Program program = run.plan.stages().get(stage);
        program.runOnce(run.slots, run.p);
        long n = run.launch.reducedNumel();
        if (layout.slots().folds(stage).isEmpty()) {
            elements(run, at, stage, 0, n);
            return;
        }
        long blocks = Math.max(1, (n + Accumulator.INNER_BLOCK - 1) / Accumulator.INNER_BLOCK);
        for (long block = 0; block < blocks; block++) {
            block(run, at, stage, block * Accumulator.INNER_BLOCK, n);
            meet(run, stage, block);
        }
        program(run, totals.get(stage).finish());
    }

    private void block(Run run, long[] at, int stage, long from, long n) {
        if (n == 0) {
            program(run, totals.get(stage).identity());
        } else {
            elements(run, at, stage, from, Math.min(n, from + Accumulator.INNER_BLOCK));
        }
    }

    private void meet(Run run, int stage, long block) {
        program(run, block == 0 ? totals.get(stage).first() : totals.get(stage).next());
    }

    private static void program(Run run, Program program) {
        program.run(run.slots, run.p, 1, 1);
    }

    /** Runs a stage over elements {@code from} to {@code to} of a row, which are at most a block if it gathers. */
    private void elements(Run run, long[] at, int stage, long from, long to) {
        Program program = run.plan.stages().get(stage);
        boolean whole = program.isUnbounded() && gathered.get(stage).length + scattered.get(stage).length == 0;
        int tile = whole ? 1 << 28 : Program.TILE;
        for (long r = from; r < to; r += tile) {
            int n = (int) Math.min(tile, to - r);
            for (int k : units.get(stage)) {
                run.slots[k] = at[k] + (r << layout.shifts()[k]);
            }
            for (int k : gathered.get(stage)) {
                Linear.gather(
                        at[k],
                        run.launch.reduced(),
                        run.launch.reducedStrides()[k],
                        layout.shifts()[k],
                        r,
                        n,
                        run.slots[k]);
            }
            run.putIota(r);
            run.slots[layout.slots().flags()] = (r == from ? LoopSpec.START : 0) | (r + n == to ? LoopSpec.MEET : 0);
            program.run(run.slots, run.p, n, layout.padded(n));
            for (int k : scattered.get(stage)) {
                Linear.scatter(
                        at[k],
                        run.launch.reduced(),
                        run.launch.reducedStrides()[k],
                        layout.shifts()[k],
                        r,
                        n,
                        run.slots[k]);
            }
        }
    }
}
