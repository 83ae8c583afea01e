package dev.vecgrad.simd;

import dev.vecgrad.ir.Accumulator;
import dev.vecgrad.ir.Launch;
import dev.vecgrad.spi.Workers;

/**
 * Runs reductions of outer dims: for each chunk of columns, whose accumulators are tiles, all reduced rows one after the other. Threads take
 * chunks; where there are few and many rows, {@link TallColumns} divides the rows.
 */
final class OuterDriver implements SimdKernel.Driver {
    private static final int LEAST_CHUNK = 128;

    private final Layout layout;
    private final Totals totals;
    private final boolean blockIsResult;
    private final int[] lanes;
    private final int[] results;
    private final int[] gathered;
    private final int[] rowTouched;
    private final TallColumns tallColumns;

    OuterDriver(Layout layout) {
        this.layout = layout;
        this.totals = layout.totals(0);
        this.blockIsResult = layout.slots().folds(0).stream().allMatch(Fold::blockIsResult);
        this.lanes = layout.slots().lanesOf(0);
        this.results = layout.slots().resultsOf(0);
        this.gathered = layout.gathered(0);
        this.rowTouched = layout.rowTouched();
        this.tallColumns = new TallColumns(layout, this);
    }

    /** Runs the launch; the unit of divided work is a chunk of columns of a kept row. */
    @Override
    public void run(Plan plan, Launch launch, long[] addresses, Workers workers) {
        int dims = launch.kept().length - 1;
        long columns = launch.kept()[dims];
        long rows = Odometer.numel(launch.kept(), dims);
        long reduced = launch.reducedNumel();
        int threads = workers.parallelism();
        long tiles = rows * Math.ceilDiv(columns, Program.TILE);
        if (threads == 1 || rows * columns * reduced <= layout.grain()) {
            part(plan, launch, addresses, 0, tiles, Program.TILE);
        } else if (TallColumns.takes(tiles, columns, reduced, threads)) {
            tallColumns.run(plan, launch, addresses, workers);
        } else {
            int width = chunk(columns, threads);
            long grain = Math.max(1, layout.grain() / Math.max(1, width * reduced));
            workers.forEach(
                    rows * Math.ceilDiv(columns, width),
                    grain,
                    (begin, end) -> part(plan, launch, addresses, begin, end, width));
        }
    }

    /** Runs the launch over rows that another kernel does: {@code rows} does some of them, of which there are blocks enough. */
    void run(Plan plan, Launch launch, long[] addresses, Workers workers, Workers.RangeTask rows) {
        new RowsAndColumns(rows, tallColumns.tiles(plan, launch, addresses)).run(launch, workers);
    }

    /** {@return the width of chunks that gives every thread some, though not less than is read well} */
    private static int chunk(long columns, int threads) {
        long share = (columns / (2L * threads) + LEAST_CHUNK - 1) & -LEAST_CHUNK;
        return Math.clamp(share, LEAST_CHUNK, Program.TILE);
    }

    /** Does the chunks from {@code begin} to {@code end}. */
    private void part(Plan plan, Launch launch, long[] addresses, long begin, long end, int width) {
        int dims = launch.kept().length - 1;
        long columns = launch.kept()[dims];
        long perRow = Math.ceilDiv(columns, width);
        try (Run run = Run.begin(layout, plan, launch)) {
            Odometer rows = run.rows;
            rows.set(launch.kept(), dims, launch.keptStrides(), layout.shifts());
            for (long unit = begin; unit < end; unit++) {
                rows.seek(addresses, unit / perRow);
                long column = unit % perRow * width;
                toColumn(rows.at(), launch, column);
                chunk(run, rows.at(), (int) Math.min(width, columns - column));
            }
        }
    }

    /** Moves from the first column of a kept row to another. */
    void toColumn(long[] at, Launch launch, long column) {
        int dim = launch.kept().length - 1;
        for (int k = 0; k < layout.slots().operands(); k++) {
            at[k] += (column * launch.keptStrides()[k][dim]) << layout.shifts()[k];
        }
    }

    private void chunk(Run run, long[] at, int n) {
        long reduced = run.launch().reducedNumel();
        Odometer walk = reducedRows(run);
        walk.seek(at, 0);
        if (reduced == 0) {
            program(run, totals.identity(), n);
            program(run, totals.first(), n);
        }
        for (long from = 0; from < reduced; from += Accumulator.OUTER_BLOCK) {
            block(run, walk, at, from, n);
            if (reduced > Accumulator.OUTER_BLOCK || !blockIsResult) {
                meet(run, from == 0, n);
            }
        }
        finish(run, reduced, n);
        rowWrites(run, at, n);
    }

    /** {@return the walk over the launch's reduced rows} */
    Odometer reducedRows(Run run) {
        Launch launch = run.launch();
        run.reduced.set(launch.reduced(), launch.reduced().length, launch.reducedStrides(), layout.shifts());
        return run.reduced;
    }

    /** A single block's values are the result as they are, if they are of its dtype. */
    void finish(Run run, long reduced, int n) {
        if (reduced == 0 || reduced > Accumulator.OUTER_BLOCK || !blockIsResult) {
            program(run, totals.finish(), n);
            return;
        }
        for (int i = 0; i < lanes.length; i++) {
            run.slots[results[i]] = run.slots[lanes[i]];
        }
    }

    /** Takes the block's values in the lanes into the totals. */
    void meet(Run run, boolean first, int n) {
        program(run, first ? totals.first() : totals.next(), n);
    }

    private static void program(Run run, Program program, int n) {
        program.run(run.slots, run.p, n, n);
    }

    /** Leaves the values of the block that begins at row {@code from} in the lanes. */
    void block(Run run, Odometer walk, long[] at, long from, int n) {
        long to = Math.min(run.launch().reducedNumel(), from + Accumulator.OUTER_BLOCK);
        Downward down = run.plan().downward();
        if (down != null && Downward.takes(run.launch(), n)) {
            walk.seek(at, from);
            down.block(run, walk.at(), (int) (to - from), n);
        } else {
            goOn(run, walk, true, from, to, n);
        }
    }

    /** Takes the rows {@code from}, where the walk is, to before {@code to} of a block, perhaps its first, into the lanes. */
    void goOn(Run run, Odometer walk, boolean first, long from, long to, int n) {
        if (first) {
            program(run, totals.identity(), n);
        }
        RowLoops loops = run.plan().rowLoops();
        if (loops != null) {
            loops.run(run, walk, to - from, n);
            return;
        }
        Program program = run.plan().stage(0);
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
        long step = run.launch().keptStrides()[k][run.launch().kept().length - 1] << shift;
        Copies.strided(at[k], step, run.slots[k], 1L << shift, n, shift);
    }

    /** Stores what is stored for the columns whose operands begin at {@code at}. */
    void rowWrites(Run run, long[] at, int n) {
        Program row = run.plan().row();
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
                long step = run.launch().keptStrides()[k][run.launch().kept().length - 1] << shift;
                Copies.strided(run.slots[k], 1L << shift, at[k], step, n, shift);
            }
        }
    }
}
