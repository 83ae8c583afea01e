package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Broadcast;
import dev.vecgrad.core.Generator;
import dev.vecgrad.core.Recorder;
import dev.vecgrad.core.Transfer;
import dev.vecgrad.core.Value;
import dev.vecgrad.graph.Arguments;
import dev.vecgrad.graph.LibraryFunction;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.Device;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import dev.vecgrad.type.VecgradException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Attention: for each query the mean of values, weighted by a softmax of the query's products with the values' keys. */
public final class Attention {
    static final String OP = "scaled_dot_product_attention";

    private Attention() {}

    /**
     * How attention is computed.
     *
     * @param mask true where a key counts for a query, or a number added to their score; broadcasts to {@code [..., queries, keys]}; null for none
     * @param dropout the probability with which a weight becomes 0, the others growing accordingly
     * @param causal whether query i sees keys 0 to i only
     * @param scale the factor of scores; null for 1 / sqrt of the last dim's size
     * @param grouped whether several heads of queries share a head of keys and values
     * @param generator what draws the dropout
     */
    public record Form(
            @Nullable Value mask,
            double dropout,
            boolean causal,
            @Nullable Double scale,
            boolean grouped,
            Generator generator) {}

    /**
     * {@return {@code softmax(scale q k^T + mask) v}}: q {@code [..., queries, e]}, k {@code [..., keys, e]}, v {@code [..., keys, ev]}; leading dims
     * broadcast. Vaswani et al. 2017, arXiv:1706.03762.
     *
     * <p>Where the scores are many they are never in memory together: {@link AttentionBlocks}. A query that sees no key gets zeros. One node, unless there is
     * dropout or the mask's gradient is wanted.
     *
     * @throws ShapeException if shapes do not fit
     * @throws DTypeException if q, k and v are not of one floating dtype, or the mask is neither bool nor floating
     */
    public static Value attention(Value q, Value k, Value v, Form form) {
        check(q, k, v, form);
        Value keys = form.grouped() ? shared("key", k, q) : k;
        Value values = form.grouped() ? shared("value", v, q) : v;
        Shape batch =
                Shape.broadcast(OP, Shape.broadcast(OP, Gemms.leading(q), Gemms.leading(keys)), Gemms.leading(values));
        Value mask = form.mask() == null ? null : mask(form.mask(), q);
        if (mask != null) {
            requireMask(mask, batch, q, keys);
        }
        double scale = form.scale() != null ? form.scale() : 1 / Math.sqrt((double) last(q));
        Scores scores = new Scores(mask, form.causal(), scale);
        if (form.dropout() > 0 || mask != null && Recorder.isNeeded(mask)) {
            return composed(q, keys, values, scores, form);
        }
        return fused(expand(q, batch), expand(keys, batch), expand(values, batch), scores);
    }

    private static Value fused(Value q, Value k, Value v, Scores scores) {
        if (!AttentionBlocks.areWorthIt(q, k)) {
            Value p = scores.probabilities(scores.products(q.detach(), k.detach()));
            Value out = Gemms.multiply(p, v.detach());
            return recorded(q, k, v, scores, out, p);
        }
        AttentionBlocks.Result result = AttentionBlocks.forward(q.detach(), k.detach(), v.detach(), scores);
        return recorded(q, k, v, scores, result.out(), result.logSums());
    }

    private static Value recorded(Value q, Value k, Value v, Scores scores, Value out, Value kept) {
        Value[] inputs = {q, k, v};
        if (Recorder.isNeeded(inputs)) {
            AttentionNode node = new AttentionNode(inputs, scores, kept);
            Recorder.record(node, inputs, out);
            node.saveOutput(out);
        }
        return out;
    }

    private static Value composed(Value q, Value k, Value v, Scores scores, Form form) {
        Value p = scores.probabilities(Products.matmul(Scaled.times(q, scores.scale()), transposed(k)));
        if (form.dropout() > 0) {
            p = PointwiseArithmetic.MUL.apply(p, Noise.dropout(p, form.dropout(), form.generator()));
        }
        return Products.matmul(p, v);
    }

    static Value transposed(Value x) {
        return Movement.transpose(x, -2, -1);
    }

    private static long last(Value x) {
        return x.shape().size(x.rank() - 1);
    }

    private static long length(Value x) {
        return x.shape().size(x.rank() - 2);
    }

    private static Value expand(Value x, Shape batch) {
        long[] sizes = Arrays.copyOf(batch.toArray(), batch.rank() + 2);
        sizes[batch.rank()] = length(x);
        sizes[batch.rank() + 1] = last(x);
        return Arrays.equals(sizes, x.shape().toArray()) ? x : Movement.expand(x, sizes);
    }

    /** A head of keys or values once for each head of queries that shares it. */
    private static Value shared(String role, Value x, Value q) {
        if (q.rank() < 3 || x.rank() < 3) {
            throw new ShapeException(OP + ": with enable_gqa all tensors need a dim of heads, the third last: shapes "
                    + q.shape() + " and " + x.shape());
        }
        long heads = q.shape().size(q.rank() - 3);
        long own = x.shape().size(x.rank() - 3);
        if (own == 0 || heads % own != 0) {
            throw new ShapeException(
                    OP + ": Number of heads in key and value must divide the number of heads in query: " + own
                            + " of the " + role + ", " + heads + " of the query");
        }
        return own == heads ? x : Repeating.interleave(x, heads / own, x.rank() - 3);
    }

    private static void check(Value q, Value k, Value v, Form form) {
        if (q.rank() < 2 || k.rank() < 2 || v.rank() < 2) {
            throw new ShapeException(
                    OP + ": Expected query, key, and value to all be  at least 2 dimensional, but got" + " query.dim: "
                            + q.rank() + " key.dim: " + k.rank() + " and value.dim: " + v.rank() + " instead.");
        }
        if (q.dtype() != k.dtype() || q.dtype() != v.dtype()) {
            throw new DTypeException(
                    OP + ": Expected query, key, and value to have the same dtype, but got query.dtype: " + q.dtype()
                            + " key.dtype: " + k.dtype() + " and value.dtype: " + v.dtype() + " instead.");
        }
        Floating.require(OP, q.dtype());
        if (last(q) != last(k)) {
            throw new ShapeException(
                    OP + ": the last dims of query and key must be equal: shapes " + q.shape() + " and " + k.shape());
        }
        if (length(k) != length(v)) {
            throw new ShapeException(
                    OP + ": there must be as many values as keys: shapes " + k.shape() + " and " + v.shape());
        }
        if (form.mask() != null && form.causal()) {
            throw new IllegalArgumentException(OP + ": _scaled_dot_product_attention: Explicit attn_mask should not be"
                    + " set when is_causal=True");
        }
        if (!(form.dropout() >= 0 && form.dropout() <= 1)) {
            throw new VecgradException(
                    OP + ": dropout probability has to be between 0 and 1, but got " + form.dropout());
        }
    }

    private static Value mask(Value mask, Value q) {
        if (!mask.dtype().isBool() && mask.dtype() != DType.FLOAT32 && mask.dtype() != q.dtype()) {
            throw new DTypeException(
                    OP + ": Expected attn_mask dtype to be bool or float or to match query dtype, but got"
                            + " attn_mask.dtype: " + mask.dtype() + " and  query.dtype: " + q.dtype() + " instead.");
        }
        return mask.dtype().isBool() ? mask : Arithmetic.cast(mask, q.dtype());
    }

    private static void requireMask(Value mask, Shape batch, Value q, Value k) {
        long[] sizes = Arrays.copyOf(batch.toArray(), batch.rank() + 2);
        sizes[batch.rank()] = length(q);
        sizes[batch.rank() + 1] = length(k);
        Shape scores = Shape.of(sizes);
        if (mask.rank() > scores.rank()
                || !Shape.broadcast(OP, mask.shape(), scores).equals(scores)) {
            throw new ShapeException(OP + ": The size of the mask must match that of the scores: the mask "
                    + mask.shape() + " does not broadcast to " + scores);
        }
    }

    /**
     * What becomes of the products of queries and keys.
     *
     * @param mask null for none
     * @param causal whether query i sees keys 0 to i only
     * @param scale the factor of the products
     */
    record Scores(@Nullable Value mask, boolean causal, double scale) {
        /** {@return the scaled products, not recorded} */
        Value products(Value q, Value k) {
            Value turned = transposed(k);
            long[] sizes = q.shape().toArray();
            sizes[sizes.length - 1] = length(k);
            return Gemms.multiplyInto(q, turned, scale, 0, Value.empty(q.dtype(), Shape.of(sizes), q.device()));
        }

        /** {@return the weights of values, recorded} */
        Value probabilities(Value products) {
            List<Value> operands = new ArrayList<>(List.of(products));
            int form = 0;
            if (causal) {
                form |= AttentionKernels.LIMIT;
                operands.add(limits(1, length(products), products.device()));
            }
            if (mask != null) {
                form |= AttentionKernels.MASK;
                operands.add(mask);
            }
            return AttentionKernels.PROBABILITIES[form].applySingle(rows(operands), false);
        }
    }

    /** {@return for each of {@code n} rows how many keys count, the first row's number given: an int32 column} */
    static Value limits(long first, long n, Device device) {
        Value numbers = Transfer.to(Creation.arange(first, first + n, 1), device);
        return Movement.unsqueeze(Arithmetic.cast(numbers, DType.INT32), 1);
    }

    /** {@return operands that broadcast to the first, whose last dim are rows} */
    static Arguments rows(List<Value> operands) {
        Value first = operands.getFirst();
        int[] roles = new int[first.rank()];
        Arrays.fill(roles, LibraryFunction.KEPT);
        roles[roles.length - 1] = LibraryFunction.ROW;
        return Arguments.broadcast(first.shape().toArray(), roles, operands.toArray(Value[]::new));
    }

    /** {@return the mask for each of the scores, as a view} */
    static Value wholeMask(Value mask, Value q, Value k) {
        long[] sizes = q.shape().toArray();
        sizes[sizes.length - 1] = length(k);
        return Broadcast.expand(mask.detach(), Shape.of(sizes));
    }
}
