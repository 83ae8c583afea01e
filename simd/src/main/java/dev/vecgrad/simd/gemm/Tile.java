package dev.vecgrad.simd.gemm;

/**
 * The inner part of a product for one dtype: {@code rows() x columns()} sums at once, kept in registers. Operands are packed in strips: for
 * each index of the inner dim, as many elements as a strip is wide, one strip after the other.
 */
interface Tile {
    /** {@return the rows of a tile, the width of a strip of the left matrix} */
    int rows();

    /** {@return the columns of a tile, the width of a strip of the right matrix} */
    int columns();

    /** {@return the size of an element in bytes} */
    int itemSize();

    /**
     * Packs one strip: element {@code s} of {@code width} at inner index {@code p} goes to {@code strip[p * stripWidth + s]}, zeros
     * fill it up to {@code stripWidth}.
     *
     * @param source the address of element (0, 0)
     * @param across the distance of two elements of a strip's row, in elements
     * @param along the distance of two inner indices, in elements
     */
    void pack(long source, long across, long along, int width, int depth, int stripWidth, long strip);

    /** Multiplies a strip of the left matrix by one of the right, {@code depth} long, into a tile with rows beside each other. */
    void multiply(long left, long right, int depth, long tile);

    /** {@code c = alpha tile + beta c} for the first {@code rows x columns} elements of a tile; with {@code beta} 0, c is not read. */
    void merge(long tile, int rows, int columns, double alpha, double beta, long c, int ldc);
}
