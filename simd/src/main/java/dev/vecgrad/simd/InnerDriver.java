package dev.vecgrad.simd;

import dev.vecgrad.ir.Accumulator;
import dev.vecgrad.ir.Launch;
import dev.vecgrad.spi.Workers;

/**
 * Runs reductions of inner dims: row by row, stage by stage over a row, so that the row stays in cache between its stages.
 * Threads take rows; where there are few and they are long, {@link LongRows} divides a row.
 */
final class InnerDriver implements SimdKernel.Driver {
    private final Layout layout;
    private final RowStage[] stages;
    private final LongRows longRows;
    private final int[] rowTouched;

    InnerDriver(Layout layout) {
        this.layout = layout;
        this.stages = new RowStage[layout.spec().stages().size()];
        for (int s = 0; s < stages.length; s++) {
            stages[s] = new RowStage(layout, s);
        }
        this.rowTouched = layout.rowTouched();
        this.longRows = new LongRows(layout, stages);
    }

    /** Runs the launch. */
    @Override
    public void run(Plan plan, Launch launch, long[] addresses, Workers workers) {
        long rows = launch.keptNumel();
        long n = launch.reducedNumel();
        long threads = workers.parallelism();
        if (threads == 1 || rows * n <= layout.grain()) {
            part(plan, launch, addresses, 0, rows);
        } else if (rows < 2 * threads && n >= 2 * Accumulator.INNER_BLOCK) {
            longRows.run(this, plan, launch, addresses, workers);
        } else {
            long grain = Math.max(1, layout.grain() / Math.max(1, n));
            workers.forEach(rows, grain, (begin, end) -> part(plan, launch, addresses, begin, end));
        }
    }

    /** Does the rows from {@code begin} to before {@code end}, on this thread. */
    void part(Plan plan, Launch launch, long[] addresses, long begin, long end) {
        try (Run run = Run.begin(layout, plan, launch)) {
            Odometer rows = run.rows;
            rows.set(launch.kept(), launch.kept().length, launch.keptStrides(), layout.shifts());
            rows.seek(addresses, begin);
            long n = launch.reducedNumel();
            RowLoops loops = plan.rowLoops();
            if (loops != null && loops.takes(n)) {
                loops.run(run, rows, end - begin, (int) n);
                return;
            }
            for (long row = begin; row < end; row++) {
                run.place(rows.at(), layout.slots().operands());
                for (RowStage stage : stages) {
                    stage.run(run, rows.at(), n);
                }
                rowWrites(run, rows.at());
                rows.next();
            }
        }
    }

    /** Stores what is stored once for the row whose operands begin at {@code at}. */
    void rowWrites(Run run, long[] at) {
        Program row = run.plan().row();
        if (!row.isEmpty()) {
            for (int k : rowTouched) {
                run.slots[k] = at[k];
            }
            row.runOnce(run.slots, run.p);
            row.run(run.slots, run.p, 1, 1);
        }
    }
}
