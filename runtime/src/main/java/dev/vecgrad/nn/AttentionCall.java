package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Choices of one call of a {@link MultiheadAttention}.
 *
 * @param keyPaddingMask {@code [batch, keys]}, true for keys that do not count, or numbers added to scores; null for none
 * @param needWeights whether the weights are returned; without, they are never in memory as a whole
 * @param attnMask {@code [queries, keys]} or {@code [batch * heads, queries, keys]}, true where a key does not count for a query, or numbers added to
 *     scores; null for none
 * @param averageAttnWeights whether weights are averaged over heads
 * @param isCausal says that attnMask is the causal one, which is then not read
 */
public record AttentionCall(
        @Nullable Tensor keyPaddingMask,
        boolean needWeights,
        @Nullable Tensor attnMask,
        boolean averageAttnWeights,
        boolean isCausal) {
    /** {@return no masks, averaged weights are returned} */
    public static AttentionCall options() {
        return new AttentionCall(null, true, null, true, false);
    }

    /** {@return the same with another mask of keys; none at first} */
    public AttentionCall keyPaddingMask(@Nullable Tensor newMask) {
        return new AttentionCall(newMask, needWeights, attnMask, averageAttnWeights, isCausal);
    }

    /** {@return the same with or without weights as a result; with them at first} */
    public AttentionCall needWeights(boolean newNeedWeights) {
        return new AttentionCall(keyPaddingMask, newNeedWeights, attnMask, averageAttnWeights, isCausal);
    }

    /** {@return the same with another mask of queries and keys; none at first} */
    public AttentionCall attnMask(@Nullable Tensor newMask) {
        return new AttentionCall(keyPaddingMask, needWeights, newMask, averageAttnWeights, isCausal);
    }

    /** {@return the same with weights averaged or for each head; averaged at first} */
    public AttentionCall averageAttnWeights(boolean newAverageAttnWeights) {
        return new AttentionCall(keyPaddingMask, needWeights, attnMask, newAverageAttnWeights, isCausal);
    }

    /** {@return the same with the mask known to be causal or not; not at first} */
    public AttentionCall isCausal(boolean newIsCausal) {
        return new AttentionCall(keyPaddingMask, needWeights, attnMask, averageAttnWeights, newIsCausal);
    }
}
