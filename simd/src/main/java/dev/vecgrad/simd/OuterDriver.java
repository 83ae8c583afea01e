package dev.vecgrad.simd;

import dev.vecgrad.ir.Accumulator;
import dev.vecgrad.ir.Launch;
import dev.vecgrad.spi.Workers;

/**
 * Runs reductions of outer dims: for each chunk of columns, whose accumulators are tiles, all reduced rows one after the other.
 */
final class OuterDriver {
    private final Layout layout;
    private final Totals totals;
    private final int[] gathered;
    private final int[] rowTouched;

    OuterDriver(Layout layout) {
        this.layout = layout;
        this.totals = layout.totals(0);
        this.gathered = layout.gathered(0);
        this.rowTouched = layout.rowTouched();
    }

    /** Runs the launch. */
    void run(Plan plan, Launch launch, long[] addresses, Workers workers) {
        long columns = launch.kept()[launch.kept().length - 1];
        long chunks = (columns + Program.TILE - 1) / Program.TILE;
        part(plan, launch, addresses, 0, Scratch.outerRows(launch) * chunks, chunks);
    }

    /** Does the chunks from {@code begin} to {@code end}; a kept row has {@code perRow} of them. */
    private void part(Plan plan, Launch launch, long[] addresses, long begin, long end, long perRow) {
        int dims = launch.kept().length - 1;
        try (Run run = new Run(layout, plan, launch)) {
            Odometer rows = run.scratch.rows();
            rows.set(launch.kept(), dims, launch.keptStrides(), layout.shifts());
            for (long unit = begin; unit < end; unit++) {
                rows.seek(addresses, unit / perRow);
                chunk(run, rows.at(), unit % perRow * Program.TILE);
            }
        }
    }

    private void chunk(Run run, long[] at, long column) {
        int dim = run.launch.kept().length - 1;
        int n = (int) Math.min(Program.TILE, run.launch.kept()[dim] - column);
        for (int k = 0; k < layout.slots().operands(); k++) {
            at[k] += (column * run.launch.keptStrides()[k][dim]) << layout.shifts()[k];
        }
        long reduced = run.launch.reducedNumel();
        Odometer walk = run.scratch.reduced();
        walk.set(run.launch.reduced(), run.launch.reduced().length, run.launch.reducedStrides(), layout.shifts());
        walk.seek(at, 0);
        run.bind(run.plan.stages().getFirst());
        if (reduced == 0) {
            program(run, totals.identity(), n);
            program(run, totals.first(), n);
        }
        for (long from = 0; from < reduced; from += Accumulator.OUTER_BLOCK) {
            program(run, totals.identity(), n);
            block(run, walk, from, Math.min(reduced, from + Accumulator.OUTER_BLOCK), n);
            program(run, from == 0 ? totals.first() : totals.next(), n);
        }
        program(run, totals.finish(), n);
        rowWrites(run, at, n);
    }

    private static void program(Run run, Program program, int n) {
        program.run(run.slots, run.p, n, n);
    }

    private void block(Run run, Odometer walk, long from, long to, int n) {
        Program program = run.plan.stages().getFirst();
        for (long r = from; r < to; r++) {
            long[] at = walk.at();
            run.place(at, layout.spec().inputs().size());
            for (int k : gathered) {
                gather(run, at, k, n);
            }
            run.putIota(r);
            program.runOnce(run.slots, run.p);
            program.run(run.slots, run.p, n, layout.padded(n));
            walk.next();
        }
    }

    private void gather(Run run, long[] at, int k, int n) {
        int shift = layout.shifts()[k];
        long step = run.launch.keptStrides()[k][run.launch.kept().length - 1] << shift;
        Copies.strided(at[k], step, run.slots[k], 1L << shift, n, shift);
    }

    private void rowWrites(Run run, long[] at, int n) {
        Program row = run.plan.row();
        run.bind(row);
        for (int k : rowTouched) {
            if (!layout.packed(k)) {
                run.slots[k] = at[k];
            } else if (k < layout.spec().inputs().size()) {
                gather(run, at, k, n);
            }
        }
        row.runOnce(run.slots, run.p);
        row.run(run.slots, run.p, n, layout.padded(n));
        for (int k : rowTouched) {
            if (layout.packed(k) && k >= layout.spec().inputs().size()) {
                int shift = layout.shifts()[k];
                long step = run.launch.keptStrides()[k][run.launch.kept().length - 1] << shift;
                Copies.strided(run.slots[k], 1L << shift, at[k], step, n, shift);
            }
        }
    }
}
