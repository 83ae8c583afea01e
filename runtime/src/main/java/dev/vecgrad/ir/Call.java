package dev.vecgrad.ir;

/**
 * Work that is no loop of expressions: it joins graphs and plans but is not fused. Operands come as {@link Region}s in the
 * order said at each call, all on one device. Index operands are int64 and already within range.
 */
public sealed interface Call
        permits Call.Take,
                Call.Put,
                Call.Philox,
                Call.NonZero,
                Call.Search,
                Call.SliceOrder,
                RowCall,
                Convolution,
                MaxPool {
    /** {@return whether it writes operand {@code operand} of {@code operands}: the last one, where nothing else is said} */
    default boolean writes(int operand, int operands) {
        return operand == operands - 1;
    }

    /** {@return whether it reads operand {@code operand} of {@code operands}: what it does not write, where nothing else is said} */
    default boolean reads(int operand, int operands) {
        return !writes(operand, operands);
    }

    /**
     * Reading at named places: {@code out[p] = source[p, i0[p], i1[p], ...]}. Operands: source, the indices, out.
     *
     * <p>The indices (int64) and out have one shape, over which p runs. The region of source has these dims first, with a stride of 0 where it
     * does not move along with p, and then a dim for each index, which that index names an element of. An index out of its dim's range is
     * an IndexException: nothing is read there, and out may be written in part.
     */
    record Take(Indices indices) implements Call {}

    /**
     * Writing at named places: {@code out[p, i0[p], i1[p], ...] = meeting(out[...], source[p])}, in row-major order of p. Operands: the
     * indices, source, out (read and written); out's region is made as that of the source of {@link Take}, and two p that differ in a dim
     * along which out moves never name one element. An index out of range is an IndexException before anything is written.
     */
    record Put(Indices indices, Meeting meeting) implements Call {
        @Override
        public boolean reads(int operand, int operands) {
            return true;
        }
    }

    /**
     * Random 32-bit words of Philox4x32-10 (Salmon et al. 2011): word i of the stream is word {@code i % 4} of the block with
     * counter {@code (offset + i / 4, 0)} as two 64-bit halves and key {@code seed}. Operand: out, a contiguous int32 region.
     *
     * @param seed the key
     * @param offset the first block
     */
    record Philox(long seed, long offset) implements Call {}

    /**
     * The places of what is true, in row-major order. Operands: mask, a row-major bool region with at least one dim; out, a row-major int64
     * region whose two dims are the mask's dims and the number of true elements.
     */
    record NonZero() implements Call {}

    /**
     * For each value the number of bounds that come before it, found by halving: {@code mid = start + (end - start) / 2}. Operands: bounds
     * (rows or 1, n), in ascending order within a row; values (rows, m), of the same dtype; out (rows, m), int64; all row-major.
     *
     * @param right whether a bound that equals the value comes before it
     */
    record Search(boolean right) implements Call {}

    /**
     * The order of slices, compared element by element, each as in {@link RowCall}'s orders; equals stay as they are. Operands: slices
     * (n, m), row-major; out (n), int64: which slice comes first, second, ...
     */
    record SliceOrder() implements Call {}
}
