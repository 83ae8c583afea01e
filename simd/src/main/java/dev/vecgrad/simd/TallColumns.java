package dev.vecgrad.simd;

import dev.vecgrad.ir.Accumulator;
import dev.vecgrad.ir.Launch;
import dev.vecgrad.spi.Workers;
import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs reductions of many rows to few columns: threads take the blocks of rows, each read from end to end, where halves of rows would be read in
 * short pieces. The blocks' values meet in order on the calling thread. The bits are those of one thread, since blocks are the same.
 */
final class TallColumns {
    /** Columns that are not worth dividing. */
    private static final int FEW = 128;

    private final Layout layout;
    private final OuterDriver driver;
    private final int[] lanes;
    private final int[] itemSizes;

    TallColumns(Layout layout, OuterDriver driver) {
        this.layout = layout;
        this.driver = driver;
        this.lanes = layout.slots().lanesOf(0);
        this.itemSizes = layout.slots().folds(0).stream()
                .map(Fold::dtypes)
                .flatMap(List::stream)
                .mapToInt(DType::itemSize)
                .toArray();
    }

    /**
     * {@return whether it divides better}
     *
     * @param tiles of columns, in all kept rows
     */
    static boolean takes(long tiles, long columns, long reduced, int threads) {
        long blocks = blocks(reduced);
        return tiles < 2L * threads && blocks > 1 && (blocks >= threads || columns <= FEW);
    }

    /** {@return the blocks of so many rows} */
    static long blocks(long reduced) {
        return Math.ceilDiv(reduced, Accumulator.OUTER_BLOCK);
    }

    /** Runs the launch, tile after tile. */
    void run(Plan plan, Launch launch, long[] addresses, Workers workers) {
        int dims = launch.kept().length - 1;
        Odometer rows = new Odometer();
        rows.set(launch.kept(), dims, launch.keptStrides(), layout.shifts());
        for (long row = 0; row < Odometer.numel(launch.kept(), dims); row++) {
            rows.seek(addresses, row);
            tiles(plan, launch, rows.at()).forEach(tile -> tile.run(workers));
        }
    }

    /** {@return the tiles of the kept row whose operands begin at {@code row}} */
    List<Tile> tiles(Plan plan, Launch launch, long[] row) {
        List<Tile> tiles = new ArrayList<>();
        long columns = launch.kept()[launch.kept().length - 1];
        for (long column = 0; column < columns; column += Program.TILE) {
            long[] at = row.clone();
            driver.toColumn(at, launch, column);
            tiles.add(new Tile(plan, launch, at, (int) Math.min(Program.TILE, columns - column)));
        }
        return tiles;
    }

    /** Columns of a kept row in the making. */
    final class Tile {
        private final Plan plan;
        private final Launch launch;
        private final long[] at;
        private final int n;
        private final long blockBytes;

        Tile(Plan plan, Launch launch, long[] at, int n) {
            this.plan = plan;
            this.launch = launch;
            this.at = at;
            this.n = n;
            long bytes = 0;
            for (int itemSize : itemSizes) {
                bytes += laneBytes(itemSize);
            }
            this.blockBytes = bytes;
        }

        private long laneBytes(int itemSize) {
            return Memory.tileBytes(n, itemSize) & -64;
        }

        /** {@return the bytes of a block's values} */
        long blockBytes() {
            return blockBytes;
        }

        /** {@return scratch for {@link #goOn} of any tile of the launch} */
        Run begin() {
            return Run.begin(layout, plan, launch);
        }

        /**
         * Takes rows {@code from} to before {@code to} of a block into its values at {@code values}, after those before or as its
         * {@code first}.
         *
         * @param walk over the reduced rows
         */
        void goOn(Run run, Odometer walk, long values, boolean first, long from, long to) {
            placeLanes(run, values);
            walk.seek(at, from);
            driver.goOn(run, walk, first, from, to, n);
        }

        /** {@return the walk of a run over the launch's reduced rows} */
        Odometer reducedRows(Run run) {
            return driver.reducedRows(run);
        }

        void run(Workers workers) {
            long blocks = blocks(launch.reducedNumel());
            long grain = Math.max(1, layout.grain() / ((long) Accumulator.OUTER_BLOCK * n));
            try (BlockRoom room = BlockRoom.of(blocks * blockBytes)) {
                workers.forEach(blocks, grain, (begin, end) -> part(room.address(), begin, end));
                meet(room.address(), blockBytes, blocks);
            }
        }

        private void part(long values, long begin, long end) {
            try (Run run = Run.begin(layout, plan, launch)) {
                Odometer walk = reducedRows(run);
                for (long block = begin; block < end; block++) {
                    placeLanes(run, values + block * blockBytes);
                    walk.seek(at, block * Accumulator.OUTER_BLOCK);
                    driver.block(run, walk, at, block * Accumulator.OUTER_BLOCK, n);
                }
            }
        }

        /** Makes the results of the values of all blocks, of which each begins {@code step} bytes behind the one before. */
        void meet(long values, long step, long blocks) {
            try (Run run = Run.begin(layout, plan, launch)) {
                for (long block = 0; block < blocks; block++) {
                    placeLanes(run, values + block * step);
                    driver.meet(run, block == 0, n);
                }
                driver.finish(run, launch.reducedNumel(), n);
                driver.rowWrites(run, at, n);
            }
        }

        private void placeLanes(Run run, long values) {
            long place = values;
            for (int i = 0; i < lanes.length; i++) {
                run.slots[lanes[i]] = place;
                place += laneBytes(itemSizes[i]);
            }
        }
    }
}
