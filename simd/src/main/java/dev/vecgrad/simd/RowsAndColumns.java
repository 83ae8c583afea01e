package dev.vecgrad.simd;

import dev.vecgrad.ir.Accumulator;
import dev.vecgrad.ir.Launch;
import dev.vecgrad.spi.Workers;
import java.util.List;

/**
 * Runs a kernel of rows and one that reduces the same rows to columns: threads take the blocks of rows that reductions have, and go through a
 * block by a few rows, first with the one kernel, then with the other while the rows are in cache. The bits are those of one after the other.
 */
final class RowsAndColumns {
    /** Elements of a few rows. With two operands read and two written they are 256 KB of float32, which a core's own cache holds. */
    private static final int FEW = 1 << 14;

    /** A thread has this many blocks at least: with few, most threads would wait for one that has a block more. */
    private static final int BLOCKS_PER_THREAD = 8;

    private final Workers.RangeTask rows;
    private final List<TallColumns.Tile> tiles;

    /**
     * A run.
     *
     * @param rows does some rows
     * @param tiles the columns
     */
    RowsAndColumns(Workers.RangeTask rows, List<TallColumns.Tile> tiles) {
        this.rows = rows;
        this.tiles = tiles;
    }

    /** {@return whether the rows are the same, and it is quicker; narrow rows are better reduced a block at once} */
    static boolean takes(Launch rows, Launch columns, int threads) {
        return rows.kept().length == 1
                && columns.kept().length == 1
                && columns.reduced().length == 1
                && rows.kept()[0] == columns.reduced()[0]
                && columns.kept()[0] > Downward.NARROW
                && TallColumns.blocks(rows.kept()[0]) >= (long) BLOCKS_PER_THREAD * threads;
    }

    /** Runs both over all rows; {@code launch} is that of the columns. */
    void run(Launch launch, Workers workers) {
        long all = launch.reducedNumel();
        long few = Math.max(1, FEW / launch.kept()[0]);
        long blocks = TallColumns.blocks(all);
        long bytes = tiles.stream().mapToLong(TallColumns.Tile::blockBytes).sum();
        try (BlockRoom room = BlockRoom.of(blocks * bytes)) {
            workers.forEach(blocks, 1, (begin, end) -> {
                TallColumns.Tile any = tiles.getFirst();
                try (Run run = any.begin()) {
                    Odometer walk = any.reducedRows(run);
                    for (long block = begin; block < end; block++) {
                        long from = block * Accumulator.OUTER_BLOCK;
                        long to = Math.min(all, from + Accumulator.OUTER_BLOCK);
                        block(run, walk, room.address() + block * bytes, from, to, few);
                    }
                }
            });
            long values = room.address();
            for (TallColumns.Tile tile : tiles) {
                tile.meet(values, bytes, blocks);
                values += tile.blockBytes();
            }
        }
    }

    private void block(Run run, Odometer walk, long values, long from, long to, long few) {
        for (long row = from; row < to; row += few) {
            long end = Math.min(to, row + few);
            rows.run(row, end);
            long at = values;
            for (TallColumns.Tile tile : tiles) {
                tile.goOn(run, walk, at, row == from, row, end);
                at += tile.blockBytes();
            }
        }
    }
}
