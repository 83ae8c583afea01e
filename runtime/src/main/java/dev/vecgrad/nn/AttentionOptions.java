package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Choices of {@link Attentions#scaledDotProductAttention}.
 *
 * @param attnMask bool, true where a key counts for a query, or numbers added to their scores; broadcasts to {@code [..., queries, keys]}; null for none
 * @param dropoutP the probability with which a weight becomes 0, the others growing accordingly
 * @param isCausal whether query i sees keys 0 to i only
 * @param scale the factor of scores; null for 1 / sqrt of the last dim's size
 * @param enableGqa whether several heads of queries share a head of keys and values
 */
public record AttentionOptions(
        @Nullable Tensor attnMask,
        double dropoutP,
        boolean isCausal,
        @Nullable Double scale,
        boolean enableGqa) {
    /** {@return the same with another mask; none at first} */
    public AttentionOptions attnMask(@Nullable Tensor newMask) {
        return new AttentionOptions(newMask, dropoutP, isCausal, scale, enableGqa);
    }

    /** {@return the same with another probability of dropout; 0 at first} */
    public AttentionOptions dropoutP(double newDropoutP) {
        return new AttentionOptions(attnMask, newDropoutP, isCausal, scale, enableGqa);
    }

    /** {@return the same with or without a look ahead; with it at first} */
    public AttentionOptions isCausal(boolean newIsCausal) {
        return new AttentionOptions(attnMask, dropoutP, newIsCausal, scale, enableGqa);
    }

    /** {@return the same with another factor of scores; 1 / sqrt of the last dim's size at first} */
    public AttentionOptions scale(@Nullable Double newScale) {
        return new AttentionOptions(attnMask, dropoutP, isCausal, newScale, enableGqa);
    }

    /** {@return the same with or without shared heads; without at first} */
    public AttentionOptions enableGqa(boolean newEnableGqa) {
        return new AttentionOptions(attnMask, dropoutP, isCausal, scale, newEnableGqa);
    }
}
