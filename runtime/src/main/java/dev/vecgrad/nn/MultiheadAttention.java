package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Generator;
import dev.vecgrad.ops.Products;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.ShapeException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Attention of several heads: queries, keys and values are projected, each head attends with its part of the features, and what all found is projected again.
 * Vaswani et al. 2017, arXiv:1706.03762.
 *
 * <p>Shapes: queries {@code [length, batch, embedDim]}, or {@code [batch, length, embedDim]} if the batch is first, or {@code [length, embedDim]} of one
 * sequence; keys and values alike. Names of the state and initial numbers are PyTorch's.
 */
public final class MultiheadAttention extends Module {
    private final long embedDim;
    private final long numHeads;
    private final MultiheadAttentionOptions options;
    private final @Nullable Parameter packedWeight;
    private final List<Parameter> weights;
    private final @Nullable Parameter inBias;
    private final @Nullable Parameter keyBias;
    private final @Nullable Parameter valueBias;
    private final Linear outProj;

    /**
     * What attention gives.
     *
     * @param output of the queries' shape
     * @param weights {@code [batch, queries, keys]}, or {@code [batch, heads, queries, keys]} if not averaged; null if not asked for
     */
    public record Result(Tensor output, @Nullable Tensor weights) {}

    /** Attention with biases, in float32. */
    public MultiheadAttention(long embedDim, long numHeads) {
        this(embedDim, numHeads, options());
    }

    /**
     * Attention with choices.
     *
     * @throws ShapeException if the heads do not divide the features
     */
    public MultiheadAttention(long embedDim, long numHeads, MultiheadAttentionOptions options) {
        if (embedDim <= 0 || numHeads <= 0) {
            throw new ShapeException(
                    "MultiheadAttention: embed_dim and num_heads must be greater than 0, got embed_dim=" + embedDim
                            + " and num_heads=" + numHeads + " instead");
        }
        if (embedDim % numHeads != 0) {
            throw new ShapeException(
                    "MultiheadAttention: embed_dim must be divisible by num_heads: " + embedDim + " by " + numHeads);
        }
        this.embedDim = embedDim;
        this.numHeads = numHeads;
        this.options = options;
        DType dtype = options.dtype();
        long kdim = Objects.requireNonNullElse(options.kdim(), embedDim);
        long vdim = Objects.requireNonNullElse(options.vdim(), embedDim);
        boolean packed = kdim == embedDim && vdim == embedDim;
        this.packedWeight = packed ? register("in_proj_weight", Parameter.empty(dtype, 3 * embedDim, embedDim)) : null;
        this.weights = packed
                ? List.of()
                : List.of(
                        register("q_proj_weight", Parameter.empty(dtype, embedDim, embedDim)),
                        register("k_proj_weight", Parameter.empty(dtype, embedDim, kdim)),
                        register("v_proj_weight", Parameter.empty(dtype, embedDim, vdim)));
        this.inBias = options.bias() ? register("in_proj_bias", Parameter.empty(dtype, 3 * embedDim)) : null;
        this.keyBias = options.addBiasKv() ? register("bias_k", Parameter.empty(dtype, 1, 1, embedDim)) : null;
        this.valueBias = options.addBiasKv() ? register("bias_v", Parameter.empty(dtype, 1, 1, embedDim)) : null;
        this.outProj = register("out_proj", new NonDynamicallyQuantizableLinear(embedDim, embedDim, options.linear()));
        resetParameters(options.generatorOrGlobal());
    }

    /** {@return no dropout, biases, keys and values of the queries' size, the batch as second dim, float32, by the global generator} */
    public static MultiheadAttentionOptions options() {
        return new MultiheadAttentionOptions(0, true, false, false, null, null, false, DType.FLOAT32, null);
    }

    private void resetParameters(Generator generator) {
        if (packedWeight != null) {
            Init.xavierUniform_(packedWeight, 1, generator);
        }
        weights.forEach(weight -> Init.xavierUniform_(weight, 1, generator));
        if (inBias != null) {
            Init.zeros_(inBias);
            Init.zeros_(Objects.requireNonNull(outProj.bias()));
        }
        if (keyBias != null && valueBias != null) {
            Init.xavierNormal_(keyBias, 1, generator);
            Init.xavierNormal_(valueBias, 1, generator);
        }
    }

    /** {@return the layer behind the heads} */
    public Linear outProj() {
        return outProj;
    }

    /** {@return what the queries find, and the weights averaged over heads} */
    public Result forward(Tensor query, Tensor key, Tensor value) {
        return forward(query, key, value, AttentionCall.options());
    }

    /** {@return the same with choices} */
    public Result forward(Tensor query, Tensor key, Tensor value, AttentionCall call) {
        boolean batched = check(query, key, value);
        Tensor padding = call.keyPaddingMask();
        AttentionCall own = batched || padding == null ? call : call.keyPaddingMask(padding.unsqueeze(0));
        Result result = query == key && key == value
                ? attend(self(toBatchFirst(query, batched)), own)
                : attend(
                        heads(toBatchFirst(query, batched), toBatchFirst(key, batched), toBatchFirst(value, batched)),
                        own);
        Tensor found = result.weights();
        return batched
                ? new Result(
                        options.batchFirst() ? result.output() : result.output().transpose(0, 1), found)
                : new Result(result.output().squeeze(0), found == null ? null : found.squeeze(0));
    }

    private boolean check(Tensor query, Tensor key, Tensor value) {
        int rank = query.dim();
        if (rank != 2 && rank != 3) {
            throw new ShapeException(
                    "multi_head_attention: query should be unbatched 2D or batched 3D tensor but received " + rank
                            + "-D query tensor: shape " + query.shape());
        }
        if (key.dim() != rank || value.dim() != rank) {
            throw new ShapeException("multi_head_attention: For " + (rank == 3 ? "batched (3-D)" : "unbatched (2-D)")
                    + " `query`, expected `key` and `value` to be " + rank + "-D but found " + key.dim() + "-D and "
                    + value.dim() + "-D tensors respectively");
        }
        if (query.size(-1) != embedDim) {
            throw new ShapeException("multi_head_attention: was expecting embedding dimension of " + embedDim
                    + ", but got " + query.size(-1));
        }
        return rank == 3;
    }

    private Tensor toBatchFirst(Tensor x, boolean batched) {
        return !batched ? x.unsqueeze(0) : options.batchFirst() ? x : x.transpose(0, 1);
    }

    private Tensor linear(Tensor x, Tensor weight, int part) {
        Tensor bias = inBias == null ? null : inBias.narrow(0, part * embedDim, embedDim);
        return project(x, weight, bias);
    }

    private static Tensor project(Tensor x, Tensor weight, @Nullable Tensor bias) {
        return x.wrap(Products.linear(x.value(), weight.value(), bias == null ? null : bias.value()));
    }

    /**
     * Queries, keys and values of each head.
     *
     * @param q {@code [batch, heads, queries, part]}
     * @param k {@code [batch, heads, keys, part]}
     * @param v alike
     */
    private record Heads(Tensor q, Tensor k, Tensor v) {}

    /** All three are projections of one tensor: one product. */
    private Heads self(Tensor x) {
        if (packedWeight == null || keyBias != null) {
            return heads(x, x, x);
        }
        Tensor all = project(x, packedWeight, inBias)
                .view(x.size(0), x.size(1), 3, numHeads, embedDim / numHeads)
                .permute(2, 0, 3, 1, 4);
        return new Heads(all.select(0, 0), all.select(0, 1), all.select(0, 2));
    }

    private Heads heads(Tensor query, Tensor key, Tensor value) {
        Tensor q = linear(query, weight(0), 0);
        Tensor k = linear(key, weight(1), 1);
        Tensor v = linear(value, weight(2), 2);
        if (keyBias != null && valueBias != null) {
            k = Tensor.cat(List.of(k, keyBias.expand(k.size(0), 1, embedDim)), 1);
            v = Tensor.cat(List.of(v, valueBias.expand(v.size(0), 1, embedDim)), 1);
        }
        return new Heads(split(q), split(k), split(v));
    }

    private Tensor weight(int part) {
        return packedWeight == null ? weights.get(part) : packedWeight.narrow(0, part * embedDim, embedDim);
    }

    private Tensor split(Tensor x) {
        return x.view(x.size(0), x.size(1), numHeads, embedDim / numHeads).transpose(1, 2);
    }

    private Result attend(Heads projected, AttentionCall call) {
        Heads heads = options.addZeroAttn() ? withZero(projected) : projected;
        Tensor q = heads.q();
        int more = (keyBias != null ? 1 : 0) + (options.addZeroAttn() ? 1 : 0);
        long[] scores = {q.size(0), numHeads, q.size(2), heads.k().size(2) - more};
        Tensor given = call.attnMask();
        if (call.isCausal() && given == null) {
            throw new IllegalArgumentException(
                    "multi_head_attention: Need attn_mask if specifying the is_causal hint.");
        }
        boolean causal = call.isCausal() && call.keyPaddingMask() == null && !call.needWeights();
        Tensor mask = AttentionMasks.merged(call.keyPaddingMask(), causal ? null : given, scores, q.dtype(), more);
        double dropout = isTraining() ? options.dropout() : 0;
        if (call.needWeights()) {
            return withWeights(heads, mask, dropout, call.averageAttnWeights());
        }
        AttentionOptions choices =
                Attentions.options().attnMask(mask).dropoutP(dropout).isCausal(causal);
        return new Result(joined(Attentions.scaledDotProductAttention(q, heads.k(), heads.v(), choices)), null);
    }

    private static Heads withZero(Heads heads) {
        return new Heads(heads.q(), withZero(heads.k()), withZero(heads.v()));
    }

    private static Tensor withZero(Tensor x) {
        return x.pad(0, 0, 0, 1);
    }

    private Result withWeights(Heads heads, @Nullable Tensor mask, double dropout, boolean average) {
        Tensor q = heads.q();
        Tensor products =
                q.mul(1 / Math.sqrt((double) q.size(-1))).matmul(heads.k().transpose(-2, -1));
        Tensor weights = (mask == null ? products : products.add(mask)).softmax(-1);
        Tensor kept = Dropouts.dropout(weights, dropout, true);
        Tensor output = joined(kept.matmul(heads.v()));
        return new Result(output, average ? kept.mean(1) : kept);
    }

    /** What all heads found, beside each other and projected. */
    private Tensor joined(Tensor heads) {
        Tensor beside = heads.transpose(1, 2).reshape(heads.size(0), heads.size(2), embedDim);
        return outProj.forward(beside);
    }
}
