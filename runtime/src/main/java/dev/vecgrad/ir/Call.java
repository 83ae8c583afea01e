package dev.vecgrad.ir;

/**
 * Work that is no loop of expressions: it joins graphs and plans but is not fused. Operands come as {@link Region}s in the
 * order said at each call, all on one device. Index operands are int64 and already within range.
 */
public sealed interface Call {
    /**
     * {@code out[i..., j, k...] = source[i..., index[i..., j, k...], k...]} along {@code dim}. Operands: source, index, out;
     * index and out have one shape, of source's rank, no larger than source in the other dims.
     */
    record Gather(int dim) implements Call {}

    /**
     * {@code out[i..., index[i..., j, k...], k...] += source[i..., j, k...]} along {@code dim}, in increasing order of j.
     * Operands: index, source, out (read and written).
     */
    record ScatterAdd(int dim) implements Call {}

    /** {@code out} takes the slices of {@code source} that {@code index} names along {@code dim}. Operands: source, index (1 dim), out. */
    record IndexSelect(int dim) implements Call {}

    /** Slices of {@code source} are added to those of {@code out} that {@code index} names along {@code dim}, in order. Operands: index (1 dim), source, out (read and written). */
    record IndexAdd(int dim) implements Call {}

    /**
     * Random 32-bit words of Philox4x32-10 (Salmon et al. 2011): word i of the stream is word {@code i % 4} of the block with
     * counter {@code (offset + i / 4, 0)} as two 64-bit halves and key {@code seed}. Operand: out, a contiguous int32 region.
     *
     * @param seed the key
     * @param offset the first block
     */
    record Philox(long seed, long offset) implements Call {}
}
