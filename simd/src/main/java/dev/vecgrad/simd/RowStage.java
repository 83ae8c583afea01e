package dev.vecgrad.simd;

import dev.vecgrad.ir.Accumulator;
import dev.vecgrad.ir.Launch;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** One stage of a reduction of inner dims over a row, block by block. */
final class RowStage {
    /** The most lanes of a sum. */
    private static final int LANES = LoopSpec.LANE_BYTES / Integer.BYTES;

    private final Layout layout;
    private final int stage;
    private final Totals totals;
    private final int[] units;
    private final int[] gathered;
    private final int[] scattered;

    /** What any stage gathers or scatters: an operand goes through its tile in all stages or in none. */
    private final int[] packed;

    private final int[] lanes;
    private final int[] results;
    private final boolean gathers;
    private final boolean blockIsResult;

    RowStage(Layout layout, int stage) {
        this.layout = layout;
        this.stage = stage;
        this.totals = layout.totals(stage);
        this.units = layout.units(stage);
        this.gathered = layout.gathered(stage);
        this.scattered = layout.scattered(stage);
        this.packed = IntStream.range(0, layout.spec().stages().size())
                .flatMap(s -> IntStream.concat(Arrays.stream(layout.gathered(s)), Arrays.stream(layout.scattered(s))))
                .distinct()
                .toArray();
        List<Fold> folds = layout.slots().folds(stage);
        this.gathers = !folds.isEmpty();
        this.blockIsResult = folds.stream().allMatch(Fold::blockIsResult);
        this.lanes = layout.slots().lanesOf(stage);
        this.results = layout.slots().resultsOf(stage);
    }

    /** {@return whether it has accumulators} */
    boolean gathers() {
        return gathers;
    }

    /** {@return the slots of the lanes of all parts} */
    int[] lanes() {
        return lanes;
    }

    /** {@return the slots of the results of all parts} */
    int[] results() {
        return results;
    }

    /** Runs over a row of {@code n} elements whose operands begin at {@code at}. */
    void run(Run run, long[] at, long n) {
        once(run);
        if (!gathers) {
            elements(run, at, 0, n);
        } else if (n <= Accumulator.INNER_BLOCK && blockIsResult) {
            block(run, at, 0, n);
            for (int i = 0; i < lanes.length; i++) {
                run.slots[results[i]] = run.slots[lanes[i]];
            }
        } else {
            blocks(run, at, n);
        }
    }

    private void blocks(Run run, long[] at, long n) {
        long from = 0;
        do {
            block(run, at, from, n);
            meet(run, from == 0);
            from += Accumulator.INNER_BLOCK;
        } while (from < n);
        finish(run);
    }

    /** Takes the block's values in the lanes into the totals. */
    void meet(Run run, boolean first) {
        Program program = first ? totals.first() : totals.next();
        program.run(run.slots, run.p, 1, 1);
    }

    /** Makes results of the totals. */
    void finish(Run run) {
        totals.finish().run(run.slots, run.p, 1, 1);
    }

    /** Computes what is the same for all elements of the row. */
    void once(Run run) {
        run.plan().stage(stage).runOnce(run.slots, run.p);
    }

    /** Leaves the values of the block that begins at element {@code from} in the lanes. */
    void block(Run run, long[] at, long from, long n) {
        if (n == 0) {
            totals.identity().run(run.slots, run.p, 1, 1);
        } else {
            elements(run, at, from, Math.min(n, from + Accumulator.INNER_BLOCK));
        }
    }

    /** Runs over the elements {@code from} to {@code to} of a row, which are at most a block if it gathers. */
    void elements(Run run, long[] at, long from, long to) {
        Program program = run.plan().stage(stage);
        if (packed.length > 0 && from < to && hasEvenRuns(run.launch())) {
            runs(run, at, from, to);
            return;
        }
        boolean whole = program.isUnbounded() && gathered.length + scattered.length == 0;
        int tile = whole ? 1 << 28 : Program.TILE;
        for (long r = from; r < to; r += tile) {
            int n = (int) Math.min(tile, to - r);
            for (int k : gathered) {
                copy(run, at, k, r, n, true);
            }
            piece(run, at, r, n, from, to);
            for (int k : scattered) {
                copy(run, at, k, r, n, false);
            }
        }
    }

    /** Runs the loops over {@code n} elements from number {@code r} on, of those from {@code from} to {@code to}. */
    private void piece(Run run, long[] at, long r, int n, long from, long to) {
        for (int k : units) {
            run.slots[k] = at[k] + (r << layout.shifts()[k]);
        }
        run.putIota(r);
        run.slots[layout.slots().flags()] = (r == from ? LoopSpec.START : 0) | (r + n == to ? LoopSpec.MEET : 0);
        run.plan().stage(stage).run(run.slots, run.p, n, layout.padded(n));
    }

    /** {@return whether what else goes through tiles consists of runs without gaps that end with a vector's last lane} */
    private boolean hasEvenRuns(Launch launch) {
        int last = launch.reduced().length - 1;
        if (launch.reduced()[last] % LANES != 0) {
            return false;
        }
        for (int k : packed) {
            if (launch.reducedStrides()[k][last] != 1) {
                return false;
            }
        }
        return true;
    }

    /** As {@link #elements}, run by run and without copies. */
    private void runs(Run run, long[] at, long from, long to) {
        Launch launch = run.launch();
        int last = launch.reduced().length - 1;
        long length = launch.reduced()[last];
        Odometer walk = run.reduced;
        walk.set(launch.reduced(), last, launch.reducedStrides(), layout.shifts());
        walk.seek(at, from / length);
        long column = from % length;
        for (long r = from; r < to; ) {
            int n = (int) Math.min(Math.min(length - column, to - r), Program.TILE);
            for (int k : packed) {
                run.slots[k] = walk.at()[k] + (column << layout.shifts()[k]);
            }
            piece(run, at, r, n, from, to);
            r += n;
            column += n;
            if (column == length) {
                column = 0;
                walk.next();
            }
        }
    }

    private void copy(Run run, long[] at, int k, long from, int n, boolean gather) {
        long[] sizes = run.launch().reduced();
        long[] strides = run.launch().reducedStrides()[k];
        if (gather) {
            Linear.gather(at[k], sizes, strides, layout.shifts()[k], from, n, run.slots[k]);
        } else {
            Linear.scatter(at[k], sizes, strides, layout.shifts()[k], from, n, run.slots[k]);
        }
    }
}
