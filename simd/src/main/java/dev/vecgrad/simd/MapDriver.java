package dev.vecgrad.simd;

import dev.vecgrad.ir.Launch;
import dev.vecgrad.spi.Workers;

/** Runs maps: rows along the last dim, each in chunks of a tile or, where the program needs none, whole. */
final class MapDriver implements SimdKernel.Driver {
    private final Layout layout;
    private final int[] units;
    private final int[] gathered;
    private final int[] scattered;

    MapDriver(Layout layout) {
        this.layout = layout;
        this.units = layout.units(0);
        this.gathered = layout.gathered(0);
        this.scattered = layout.scattered(0);
    }

    /** Runs the launch; the unit of divided work is a tile's columns of a row. */
    @Override
    public void run(Plan plan, Launch launch, long[] addresses, Workers workers) {
        int dims = launch.kept().length - 1;
        long rows = Odometer.numel(launch.kept(), dims);
        long columns = launch.kept()[dims];
        long perRow = (columns + Program.TILE - 1) / Program.TILE;
        long units = rows * perRow;
        long grain = Math.max(1, layout.grain() / Math.clamp(columns, 1, Program.TILE));
        if (units <= grain || workers.parallelism() == 1) {
            part(plan, launch, addresses, 0, units, perRow);
        } else {
            workers.forEach(units, grain, (begin, end) -> part(plan, launch, addresses, begin, end, perRow));
        }
    }

    /** Does the units from {@code begin} to {@code end}; a row has {@code perRow} of them. */
    private void part(Plan plan, Launch launch, long[] addresses, long begin, long end, long perRow) {
        int dims = launch.kept().length - 1;
        long columns = launch.kept()[dims];
        try (Run run = Run.begin(layout, plan, launch)) {
            Odometer rows = run.rows;
            rows.set(launch.kept(), dims, launch.keptStrides(), layout.shifts());
            rows.seek(addresses, begin / perRow);
            RowLoops loops = plan.rowLoops();
            long unit = begin;
            while (unit < end) {
                long row = unit / perRow;
                long whole = unit % perRow == 0 ? (end - unit) / perRow : 0;
                if (whole > 1 && loops != null && loops.takes(columns)) {
                    loops.run(run, rows, whole, (int) columns);
                    unit += whole * perRow;
                    continue;
                }
                long stop = Math.min(end, (row + 1) * perRow);
                long from = (unit - row * perRow) * Program.TILE;
                long to = Math.min(columns, (stop - row * perRow) * Program.TILE);
                row(run, rows.at(), row * columns, from, to);
                rows.next();
                unit = stop;
            }
        }
    }

    /** Columns {@code from} to {@code to} of the row whose operands begin at {@code at}. */
    private void row(Run run, long[] at, long index, long from, long to) {
        Program program = run.plan().stage(0);
        run.place(at, layout.slots().operands());
        program.runOnce(run.slots, run.p);
        boolean whole = program.isUnbounded() && gathered.length + scattered.length == 0;
        int tile = whole ? 1 << 28 : Program.TILE;
        int dim = run.launch().kept().length - 1;
        for (long column = from; column < to; column += tile) {
            int n = (int) Math.min(tile, to - column);
            for (int k : units) {
                run.slots[k] = at[k] + (column << layout.shifts()[k]);
            }
            for (int k : gathered) {
                copy(run, at, k, dim, column, n, true);
            }
            run.putIota(index + column);
            program.run(run.slots, run.p, n, layout.padded(n));
            for (int k : scattered) {
                copy(run, at, k, dim, column, n, false);
            }
        }
    }

    private void copy(Run run, long[] at, int k, int dim, long column, int n, boolean gather) {
        int shift = layout.shifts()[k];
        long step = run.launch().keptStrides()[k][dim] << shift;
        long operand = at[k] + column * step;
        if (gather) {
            Copies.strided(operand, step, run.slots[k], 1L << shift, n, shift);
        } else {
            Copies.strided(run.slots[k], 1L << shift, operand, step, n, shift);
        }
    }
}
