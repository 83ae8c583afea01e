package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Generator;
import dev.vecgrad.ops.Attention;

/** Attention as a function. */
public final class Attentions {
    private Attentions() {}

    /** {@return no mask, no dropout, not causal, scores by 1 / sqrt of the last dim's size, a head of keys for each of queries} */
    public static AttentionOptions options() {
        return new AttentionOptions(null, 0, false, null, false);
    }

    /** {@return {@code softmax(query key^T / sqrt(e)) value}} */
    public static Tensor scaledDotProductAttention(Tensor query, Tensor key, Tensor value) {
        return scaledDotProductAttention(query, key, value, options());
    }

    /**
     * {@return {@code softmax(scale query key^T + mask) value}} Vaswani et al. 2017, arXiv:1706.03762.
     *
     * <p>Many scores are never in memory together: forward and backward go block by block (Dao et al. 2022, arXiv:2205.14135). A query that sees no key
     * gets zeros. Gradients flow to query, key, value and a mask of numbers, of any order.
     *
     * @param query {@code [..., queries, e]}
     * @param key {@code [..., keys, e]}
     * @param value {@code [..., keys, ev]}; leading dims broadcast
     * @throws dev.vecgrad.type.ShapeException if shapes do not fit
     * @throws dev.vecgrad.type.DTypeException if the three are not of one floating dtype, or the mask is neither bool nor floating
     */
    public static Tensor scaledDotProductAttention(Tensor query, Tensor key, Tensor value, AttentionOptions options) {
        Tensor mask = options.attnMask();
        Attention.Form form = new Attention.Form(
                mask == null ? null : mask.value(),
                options.dropoutP(),
                options.isCausal(),
                options.scale(),
                options.enableGqa(),
                Generator.global());
        return query.wrap(Attention.attention(query.value(), key.value(), value.value(), form));
    }
}
