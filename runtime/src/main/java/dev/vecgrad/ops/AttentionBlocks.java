package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Value;
import dev.vecgrad.memory.Scope;
import dev.vecgrad.type.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Attention whose scores are computed a block of queries and keys at a time, forward and again backward. Dao et al. 2022, arXiv:2205.14135.
 *
 * <p>Forward keeps for each query the greatest score so far and the sum of exponentials by it; what was summed before is scaled when a greater score
 * comes. How scores are cut depends on the shapes alone, and the blocks come in order, so the bits are the same for any number of threads. Nothing here is
 * recorded.
 */
final class AttentionBlocks {
    /** So many scores may be in memory together. */
    private static final long WHOLE = 1 << 21;

    /** Queries and keys of a block, at most. */
    private static final long QUERIES = 256;

    private static final long KEYS = 512;

    /** Scores of a block at most, if there are several matrices. */
    private static final long MOST = 1 << 19;

    private final Value q;
    private final Value k;
    private final Value v;
    private final Attention.Scores scores;
    private final long matrices;
    private final long queries;
    private final long keys;
    private final long together;
    private final @Nullable Value mask;

    /**
     * What attention gave.
     *
     * @param out the result
     * @param logSums for each query the logarithm of its sum of exponentials, infinite for one that sees no key
     */
    record Result(Value out, Value logSums) {}

    private AttentionBlocks(Value q, Value k, Value v, Attention.Scores scores) {
        this.queries = q.shape().size(q.rank() - 2);
        this.keys = k.shape().size(k.rank() - 2);
        this.matrices = q.numel() / (queries * q.shape().size(q.rank() - 1));
        this.mask = scores.mask() == null ? null : Attention.wholeMask(scores.mask(), q, k);
        this.q = flat(q);
        this.k = flat(k);
        this.v = flat(v);
        this.scores = scores;
        this.together = mask != null ? 1 : together();
    }

    /** {@return whether the scores are too many to be in memory together} */
    static boolean areWorthIt(Value q, Value k) {
        long queries = q.shape().size(q.rank() - 2);
        long keys = k.shape().size(k.rank() - 2);
        long width = q.shape().size(q.rank() - 1);
        return width > 0 && q.numel() / width * keys > WHOLE && queries > 0;
    }

    private long together() {
        long block = Math.min(QUERIES, queries) * Math.min(KEYS, keys);
        long share = matrices * queries * keys / 128;
        return Math.clamp(Math.min(share, MOST) / block, 1, matrices);
    }

    private Value flat(Value x) {
        return Movement.reshape(
                x.detach(), matrices, x.shape().size(x.rank() - 2), x.shape().size(x.rank() - 1));
    }

    /** Part of the work: some matrices, some of their queries, some of the keys. */
    private record Block(long matrix, long matrices, long query, long queries, long key, long keys) {
        Value ofQueries(Value x) {
            return Movement.narrow(Movement.narrow(x, 0, matrix, matrices), 1, query, queries);
        }

        Value ofKeys(Value x) {
            return Movement.narrow(Movement.narrow(x, 0, matrix, matrices), 1, key, keys);
        }
    }

    private interface Work {
        void run(Block block);
    }

    /** Calls for every part of the queries, with all keys. */
    private void forQueries(Work work) {
        for (long m = 0; m < matrices; m += together) {
            for (long i = 0; i < queries; i += QUERIES) {
                long most = Math.min(together, matrices - m);
                work.run(new Block(m, most, i, Math.min(QUERIES, queries - i), 0, keys));
            }
        }
    }

    /** Calls for every part of the keys that some query of {@code rows} sees; what is made there is freed. */
    private void forKeys(Block rows, Work work) {
        long end = scores.causal() ? Math.min(keys, rows.query + rows.queries) : keys;
        for (long j = 0; j < end; j += KEYS) {
            try (Scope _ = Scope.open()) {
                long some = Math.min(KEYS, keys - j);
                work.run(new Block(rows.matrix, rows.matrices, rows.query, rows.queries, j, some));
            }
        }
    }

    static Result forward(Value q, Value k, Value v, Attention.Scores scores) {
        return new AttentionBlocks(q, k, v, scores).forward(q.shape());
    }

    private Result forward(Shape shape) {
        long[] sizes = shape.toArray();
        sizes[sizes.length - 1] = v.shape().size(2);
        Value out = Arithmetic.full(Shape.of(matrices, queries, v.shape().size(2)), q.dtype(), 0, q.device());
        Value logSums = Value.empty(q.dtype(), Shape.of(matrices, queries, 1), q.device());
        forQueries(rows -> rows(rows, out, logSums));
        return new Result(Movement.reshape(out, sizes), logSums);
    }

    private void rows(Block rows, Value out, Value logSums) {
        try (Scope _ = Scope.open()) {
            Shape shape = Shape.of(rows.matrices, rows.queries, 1);
            Value greatest = Arithmetic.full(shape, q.dtype(), Double.NEGATIVE_INFINITY, q.device());
            Value sums = Arithmetic.full(shape, q.dtype(), 0, q.device());
            Value own = rows.ofQueries(out);
            forKeys(rows, block -> {
                List<Value> operands = new ArrayList<>(List.of(products(block), greatest, sums));
                int form = addMasks(operands, block);
                Value[] found = AttentionKernels.STEP[form].apply(Attention.rows(operands), true);
                Arithmetic.copyInto(greatest, found[1]);
                Arithmetic.copyInto(sums, found[2]);
                PointwiseArithmetic.MUL.applyInPlace(own, found[3]);
                Gemms.multiplyInto(found[0], block.ofKeys(v), 1, 1, own);
            });
            Value[] closed = AttentionKernels.CLOSE.apply(Attention.rows(List.of(greatest, sums)), true);
            Arithmetic.copyInto(rows.ofQueries(logSums), closed[0]);
            PointwiseArithmetic.MUL.applyInPlace(own, closed[1]);
        }
    }

    private Value products(Block block) {
        return scores.products(block.ofQueries(q), block.ofKeys(k));
    }

    /** Adds the limit and mask that a block needs; {@return the kernels' form} */
    private int addMasks(List<Value> operands, Block block) {
        int form = 0;
        if (scores.causal() && block.key + block.keys > block.query + 1) {
            form |= AttentionKernels.LIMIT;
            operands.add(Attention.limits(
                    block.query + 1 - block.key,
                    block.queries,
                    operands.getFirst().device()));
        }
        if (mask != null) {
            form |= AttentionKernels.MASK;
            operands.add(maskOf(mask, block));
        }
        return form;
    }

    /** A block's part of the mask, whose leading dims need not lie in a row. */
    private static Value maskOf(Value whole, Block block) {
        int rank = whole.rank();
        long offset = whole.offset() + block.query * whole.strides()[rank - 2] + block.key * whole.strides()[rank - 1];
        long rest = block.matrix;
        for (int d = rank - 3; d >= 0; d--) {
            offset += rest % whole.shape().size(d) * whole.strides()[d];
            rest /= whole.shape().size(d);
        }
        long[] strides = {0, whole.strides()[rank - 2], whole.strides()[rank - 1]};
        return whole.restrided(Shape.of(1, block.queries, block.keys), strides, offset);
    }

    /** {@return the gradients of queries, keys and values} */
    static Value[] backward(Value g, Value q, Value k, Value v, Attention.Scores scores, Value out, Value logSums) {
        return new AttentionBlocks(q, k, v, scores)
                .backward(new Shape[] {q.shape(), k.shape(), v.shape()}, g, out, logSums);
    }

    private Value[] backward(Shape[] shapes, Value g, Value out, Value logSums) {
        Value[] gradients = {Arithmetic.zerosLike(q), Arithmetic.zerosLike(k), Arithmetic.zerosLike(v)};
        Value gradient = flat(g);
        Value flatOut = flat(out);
        forQueries(rows -> {
            try (Scope _ = Scope.open()) {
                Value own = Arithmetic.contiguous(rows.ofQueries(gradient));
                Value level = Reductions.sum(PointwiseArithmetic.MUL.apply(own, rows.ofQueries(flatOut)), true, 2);
                Value logs = rows.ofQueries(logSums);
                forKeys(rows, block -> add(gradients, block, own, logs, level));
            }
        });
        Value[] shaped = new Value[3];
        for (int i = 0; i < shaped.length; i++) {
            shaped[i] = gradients[i].restrided(shapes[i], shapes[i].contiguousStrides(), 0);
        }
        return shaped;
    }

    private void add(Value[] gradients, Block block, Value g, Value logs, Value level) {
        Value ofWeights = Gemms.multiply(g, Attention.transposed(block.ofKeys(v)));
        List<Value> operands = new ArrayList<>(List.of(products(block), ofWeights, logs, level));
        int form = addMasks(operands, block);
        Value[] found = AttentionKernels.BACKWARD[form].apply(Attention.rows(operands), true);
        Value p = found[0];
        Value ofScores = found[1];
        Gemms.multiplyInto(ofScores, block.ofKeys(k), scores.scale(), 1, block.ofQueries(gradients[0]));
        Gemms.multiplyInto(
                Attention.transposed(ofScores), block.ofQueries(q), scores.scale(), 1, block.ofKeys(gradients[1]));
        Gemms.multiplyInto(Attention.transposed(p), g, 1, 1, block.ofKeys(gradients[2]));
    }
}
