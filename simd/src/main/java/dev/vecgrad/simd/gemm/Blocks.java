package dev.vecgrad.simd.gemm;

/*
 * The usual three levels (Goto and van de Geijn, Anatomy of High-Performance Matrix Multiplication, 2008): a block of the right matrix,
 * 256 x 512, packed once and kept in the second-level cache; blocks of the left one, 96 x 256, packed beside it; tiles of 6 rows
 * by two vectors in registers. Sums over more than 256 inner indices meet in c.
 */

/** Cuts a product into blocks that fit the caches, packs them and runs the tiles. */
final class Blocks {
    private static final int DEPTH = 256;
    private static final int COLUMNS = 512;
    private static final int ROWS = 96;

    private final Tile tile;
    private final int m;
    private final int n;
    private final int k;
    private final double alpha;
    private final double beta;
    private final long a;
    private final long aRow;
    private final long aColumn;
    private final long b;
    private final long bRow;
    private final long bColumn;
    private final long c;
    private final int ldc;

    private Blocks(
            Tile tile,
            boolean transA,
            boolean transB,
            int m,
            int n,
            int k,
            double alpha,
            long a,
            int lda,
            long b,
            int ldb,
            double beta,
            long c,
            int ldc) {
        this.tile = tile;
        this.m = m;
        this.n = n;
        this.k = k;
        this.alpha = alpha;
        this.beta = beta;
        this.a = a;
        this.aRow = transA ? 1 : lda;
        this.aColumn = transA ? lda : 1;
        this.b = b;
        this.bRow = transB ? 1 : ldb;
        this.bColumn = transB ? ldb : 1;
        this.c = c;
        this.ldc = ldc;
    }

    /** Computes a whole product, see {@link dev.vecgrad.spi.Gemm}. */
    static void run(
            Tile tile,
            boolean transA,
            boolean transB,
            int m,
            int n,
            int k,
            double alpha,
            long a,
            int lda,
            long b,
            int ldb,
            double beta,
            long c,
            int ldc) {
        Blocks blocks = new Blocks(tile, transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
        long scratch = ScratchPool.take();
        try {
            blocks.run(scratch);
        } finally {
            ScratchPool.giveBack(scratch);
        }
    }

    /** {@return the scratch memory that a product needs, in bytes} */
    static long scratchBytes() {
        long left = (long) (ROWS + FloatTile.ROWS) * DEPTH * Double.BYTES;
        long right = (long) (COLUMNS + FloatTile.COLUMNS) * DEPTH * Double.BYTES;
        return left + right + (long) FloatTile.ROWS * FloatTile.COLUMNS * Double.BYTES;
    }

    private void run(long scratch) {
        long right = scratch;
        long left = right + (long) (COLUMNS + tile.columns()) * DEPTH * tile.itemSize();
        long sums = left + (long) (ROWS + tile.rows()) * DEPTH * tile.itemSize();
        for (int j = 0; j < n; j += COLUMNS) {
            int columns = Math.min(COLUMNS, n - j);
            // With no inner index at all there is still one pass, which scales c.
            for (int p = 0; p == 0 || p < k; p += DEPTH) {
                int depth = Math.min(DEPTH, k - p);
                packRight(p, j, depth, columns, right);
                for (int i = 0; i < m; i += ROWS) {
                    int rows = Math.min(ROWS, m - i);
                    packLeft(i, p, rows, depth, left);
                    tiles(i, j, rows, columns, depth, p == 0 ? beta : 1, left, right, sums);
                }
            }
        }
    }

    private void packRight(int p, int j, int depth, int columns, long right) {
        int width = tile.columns();
        for (int s = 0; s < columns; s += width) {
            long source = b + tile.itemSize() * (p * bRow + (j + s) * bColumn);
            tile.pack(source, bColumn, bRow, Math.min(width, columns - s), depth, width, right + strip(s, depth));
        }
    }

    private void packLeft(int i, int p, int rows, int depth, long left) {
        int width = tile.rows();
        for (int s = 0; s < rows; s += width) {
            long source = a + tile.itemSize() * ((i + s) * aRow + p * aColumn);
            tile.pack(source, aRow, aColumn, Math.min(width, rows - s), depth, width, left + strip(s, depth));
        }
    }

    /** {@return where the strip that begins with row or column {@code first} of a block lies, in bytes} */
    private long strip(int first, int depth) {
        return (long) first * depth * tile.itemSize();
    }

    private void tiles(int i, int j, int rows, int columns, int depth, double beta, long left, long right, long sums) {
        for (int s = 0; s < columns; s += tile.columns()) {
            for (int r = 0; r < rows; r += tile.rows()) {
                tile.multiply(left + strip(r, depth), right + strip(s, depth), depth, sums);
                long part = c + tile.itemSize() * ((long) (i + r) * ldc + j + s);
                int tileRows = Math.min(tile.rows(), rows - r);
                int tileColumns = Math.min(tile.columns(), columns - s);
                tile.merge(sums, tileRows, tileColumns, alpha, beta, part, ldc);
            }
        }
    }
}
