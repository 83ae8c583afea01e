package dev.vecgrad.simd.conv;

/**
 * The inner loops of convolutions for one dtype. What they work on lies in arrays on the heap, whose elements a compiled loop reads without
 * further checks: with native memory they took twice as long. The methods are small, so that the compiler keeps all vectors of a loop in
 * registers; of the sixteen that AVX2 has it needs some for itself, and a sum that it puts into memory each time round halves the speed.
 *
 * @param <A> an array of the dtype's elements
 */
interface Tile<A> {
    /** The number of elements of a weight whose sums are made at once. */
    int SUMS = 5;

    /** {@return two vectors: the elements of a row of a tile, the channels of the results of which sums are made at once} */
    int columns();

    /** {@return the rows of a tile of sliding sums for so many channels of the outcome: 4 or 8} */
    int rows(int channels);

    /** {@return the size of an element in native memory} */
    int itemSize();

    /** {@return an array of at least {@code n} elements with any content, that nobody else uses until it is given back} */
    A take(int n);

    /** Keeps an array for the next who takes one, as long as memory suffices. */
    void giveBack(A array);

    /**
     * Multiplies: row r, column j of the tile is a chain of fused multiply-adds from 0, over k of {@code weights[at + k * rows + r]} times
     * {@code planes[base + offsets[k] + j]}.
     *
     * @param rows the tile's rows
     * @param to where in {@code out} the tile begins
     * @param pitch the distance of its rows
     */
    void multiply(A planes, int base, int[] offsets, A weights, int at, int rows, A out, int to, int pitch);

    /**
     * Adds up products: row t, column j of the dense {@link #SUMS} x {@link #columns} tile is a chain from 0 over the first {@code count}
     * places, of {@code planes[offsets[first + t] + places[k]]} times element j of the k-th of the dense rows of {@code results}.
     */
    void sum(A planes, int[] offsets, int first, int[] places, int count, A results, A out);

    /**
     * Finds in each of {@link #columns} columns j the greatest of {@code planes[at + offsets[k] + j]} by the rule of
     * {@link dev.vecgrad.ir.MaxPool}, and its number, which stands at the same place in {@code numbers}; negative ones are outside.
     *
     * @param at where results begin in {@code out} and {@code found}, too
     */
    void greatest(A planes, int[] numbers, int[] offsets, int at, A out, int[] found);

    /** Adds the tile of {@link #sum} to doubles. */
    void addTile(double[] totals, int at, A tile);

    /** Reads {@code n} elements from native memory. */
    void load(long from, A to, int at, int n);

    /** Reads {@code n} elements that are {@code fromStep} bytes apart, to where they are {@code step} elements apart. */
    void loadApart(long from, long fromStep, A to, int at, int step, int n);

    /** Writes {@code n} elements plus a number to native memory; -0.0 changes none. */
    void store(A from, int at, double number, long to, int n);

    /** Writes {@code n} elements plus a number to where they are {@code step} bytes apart. */
    void storeApart(A from, int at, double number, long to, long step, int n);

    /** Writes a number {@code n} times. */
    void fill(A array, int at, int n, double number);

    /** {@return an element of native memory} */
    double get(long at);

    /** Writes an element to native memory, rounded. */
    void put(long at, double value);
}
