package dev.vecgrad.simd;

import dev.vecgrad.ir.Accumulator;
import dev.vecgrad.ir.Launch;
import dev.vecgrad.spi.Workers;

/**
 * Runs few long rows: threads take the blocks of a row. A stage's block values meet in order on the calling thread, then the next
 * stage begins. The bits are those of one thread, since blocks are the same.
 */
final class LongRows {
    private final Layout layout;
    private final RowStage[] stages;

    LongRows(Layout layout, RowStage[] stages) {
        this.layout = layout;
        this.stages = stages;
    }

    /** One row in the making. */
    private final class Row {
        private final Plan plan;
        private final Launch launch;
        private final Workers workers;
        private final long[] at;
        private final long n;
        private final long[] results = new long[layout.slots().parts()];

        Row(Plan plan, Launch launch, Workers workers, long[] at) {
            this.plan = plan;
            this.launch = launch;
            this.workers = workers;
            this.at = at;
            this.n = launch.reducedNumel();
        }

        /** {@return scratch with the results of earlier stages in their cells} */
        Run begin() {
            Run run = Run.begin(layout, plan, launch);
            run.place(at, layout.slots().operands());
            for (int i = 0; i < results.length; i++) {
                Memory.putLong(run.slots[layout.slots().firstResult() + i], results[i]);
            }
            return run;
        }

        void run(RowStage stage) {
            long blocks = (n + Accumulator.INNER_BLOCK - 1) / Accumulator.INNER_BLOCK;
            long grain = Math.max(1, layout.grain() / Accumulator.INNER_BLOCK);
            long[] values = new long[stage.gathers() ? Math.toIntExact(blocks * stage.lanes().length) : 0];
            workers.forEach(blocks, grain, (begin, end) -> part(stage, begin, end, values));
            if (stage.gathers()) {
                meet(stage, blocks, values);
            }
        }

        private void part(RowStage stage, long begin, long end, long[] values) {
            try (Run run = begin()) {
                stage.once(run);
                if (!stage.gathers()) {
                    long to = Math.min(n, end * Accumulator.INNER_BLOCK);
                    stage.elements(run, at, begin * Accumulator.INNER_BLOCK, to);
                    return;
                }
                int[] lanes = stage.lanes();
                for (long block = begin; block < end; block++) {
                    stage.block(run, at, block * Accumulator.INNER_BLOCK, n);
                    for (int i = 0; i < lanes.length; i++) {
                        values[(int) block * lanes.length + i] = Memory.getLong(run.slots[lanes[i]]);
                    }
                }
            }
        }

        private void meet(RowStage stage, long blocks, long[] values) {
            try (Run run = begin()) {
                int[] lanes = stage.lanes();
                for (int block = 0; block < blocks; block++) {
                    for (int i = 0; i < lanes.length; i++) {
                        Memory.putLong(run.slots[lanes[i]], values[block * lanes.length + i]);
                    }
                    stage.meet(run, block == 0);
                }
                stage.finish(run);
                for (int slot : stage.results()) {
                    results[slot - layout.slots().firstResult()] = Memory.getLong(run.slots[slot]);
                }
            }
        }
    }

    /** Runs the launch; {@code driver} stores what is stored once a row. */
    void run(InnerDriver driver, Plan plan, Launch launch, long[] addresses, Workers workers) {
        Odometer rows = new Odometer();
        rows.set(launch.kept(), launch.kept().length, launch.keptStrides(), layout.shifts());
        rows.seek(addresses, 0);
        for (long r = launch.keptNumel(); r > 0; r--) {
            Row row = new Row(plan, launch, workers, rows.at());
            for (RowStage stage : stages) {
                row.run(stage);
            }
            try (Run run = row.begin()) {
                driver.rowWrites(run, rows.at());
            }
            rows.next();
        }
    }
}
