package dev.vecgrad.ops;

import dev.vecgrad.core.GradMode;
import dev.vecgrad.core.Node;
import dev.vecgrad.core.SavedValue;
import dev.vecgrad.core.Value;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The gradients of attention: with weights P and {@code D = g v^T}, {@code dv = P^T g}, {@code dS = P (D - sum(P D))}, {@code dq = scale dS k} and {@code dk =
 * scale dS^T q}. If the gradients are recorded themselves, P is computed again in ops; else it was kept, or comes in blocks.
 */
final class AttentionNode extends Node {
    private final SavedValue q;
    private final SavedValue k;
    private final SavedValue v;
    private final @Nullable SavedValue mask;
    private final SavedValue kept;
    private final Attention.Scores scores;
    private @Nullable SavedValue out;

    /**
     * A node.
     *
     * @param inputs queries, keys, values, with the same leading dims
     * @param kept the weights, or the logarithms of the rows' sums where the scores are too many
     */
    AttentionNode(Value[] inputs, Attention.Scores scores, Value kept) {
        super("ScaledDotProductFlashAttentionForCpuBackward0");
        this.q = SavedValue.of(inputs[0]);
        this.k = SavedValue.of(inputs[1]);
        this.v = SavedValue.of(inputs[2]);
        this.mask = scores.mask() == null ? null : SavedValue.of(scores.mask());
        this.kept = SavedValue.of(kept);
        this.scores = new Attention.Scores(null, scores.causal(), scores.scale());
    }

    /** Saves the result; once the node is recorded. */
    void saveOutput(Value result) {
        out = SavedValue.ofOutput(result);
    }

    private Attention.Scores scores() {
        return mask == null ? scores : new Attention.Scores(mask.unpack(this), scores.causal(), scores.scale());
    }

    @Override
    protected @Nullable Value[] backward(@Nullable Value[] gradOutputs) {
        Value g = only(gradOutputs);
        Value queries = q.unpack(this);
        Value keys = k.unpack(this);
        Value values = v.unpack(this);
        if (GradMode.isEnabled()) {
            Value products = Products.matmul(Scaled.times(queries, scores.scale()), Attention.transposed(keys));
            return whole(g, queries, keys, values, scores().probabilities(products));
        }
        if (!AttentionBlocks.areWorthIt(queries, keys)) {
            return whole(g, queries, keys, values, kept.unpack(this));
        }
        Value result = Objects.requireNonNull(out).unpack(this);
        return AttentionBlocks.backward(g, queries, keys, values, scores(), result, kept.unpack(this));
    }

    private @Nullable Value[] whole(Value g, Value queries, Value keys, Value values, Value p) {
        Value dv = needs(2) ? Products.matmul(Attention.transposed(p), g) : null;
        if (!needs(0) && !needs(1)) {
            return new @Nullable Value[] {null, null, dv};
        }
        Value ofWeights = Products.matmul(g, Attention.transposed(values));
        Value ofScores = AttentionKernels.GRADIENT.applySingle(Attention.rows(List.of(p, ofWeights)), false);
        Value dq = needs(0) ? scaled(ofScores, keys) : null;
        Value dk = needs(1) ? scaled(Attention.transposed(ofScores), queries) : null;
        return new @Nullable Value[] {dq, dk, dv};
    }

    private Value scaled(Value a, Value b) {
        return Scaled.times(Products.matmul(a, b), scores.scale());
    }

    @Override
    protected SavedValue[] saved() {
        SavedValue result = Objects.requireNonNull(out);
        return mask == null ? new SavedValue[] {q, k, v, kept, result} : new SavedValue[] {q, k, v, kept, result, mask};
    }
}
