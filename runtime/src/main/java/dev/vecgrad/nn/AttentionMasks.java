package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.ShapeException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Masks of multi-head attention, whose truths say what does not count. */
final class AttentionMasks {
    private AttentionMasks() {}

    /**
     * {@return both masks as numbers that are added to scores {@code [batch, heads, queries, keys]}; null for none}
     *
     * @param padding {@code [batch, keys]}
     * @param mask {@code [queries, keys]} or {@code [batch * heads, queries, keys]}
     * @param more how many keys are added to each sequence, all of which count
     */
    static @Nullable Tensor merged(
            @Nullable Tensor padding, @Nullable Tensor mask, long[] scores, DType dtype, int more) {
        Tensor ofKeys = padding == null ? null : ofKeys(padding, scores, dtype);
        Tensor ofPairs = mask == null ? null : ofPairs(mask, scores, dtype);
        Tensor both = ofKeys == null ? ofPairs : ofPairs == null ? ofKeys : ofPairs.add(ofKeys);
        return both == null || more == 0 ? both : both.pad(0, more);
    }

    private static Tensor ofKeys(Tensor padding, long[] scores, DType dtype) {
        long[] expected = {scores[0], scores[3]};
        if (!Arrays.equals(padding.shape().toArray(), expected)) {
            throw new ShapeException("multi_head_attention: expecting key_padding_mask shape of "
                    + Arrays.toString(expected) + ", but got " + padding.shape());
        }
        return numbers("key_padding_mask", padding, dtype).unsqueeze(1).unsqueeze(1);
    }

    private static Tensor ofPairs(Tensor mask, long[] scores, DType dtype) {
        long[] plane = {scores[2], scores[3]};
        long[] planes = {scores[0] * scores[1], scores[2], scores[3]};
        long[] expected = mask.dim() == 3 ? planes : plane;
        if (mask.dim() != 2 && mask.dim() != 3) {
            throw new ShapeException(
                    "multi_head_attention: attn_mask's dimension " + mask.dim() + " is not supported: 2 or 3");
        }
        if (!Arrays.equals(mask.shape().toArray(), expected)) {
            throw new ShapeException("multi_head_attention: The shape of the " + mask.dim() + "D attn_mask is "
                    + mask.shape() + ", but should be " + Arrays.toString(expected) + ".");
        }
        Tensor numbers = numbers("attn_mask", mask, dtype);
        return mask.dim() == 2 ? numbers : numbers.view(scores);
    }

    private static Tensor numbers(String role, Tensor mask, DType dtype) {
        if (mask.dtype() == DType.BOOL) {
            return Tensor.zeros(mask.shape().toArray(), dtype).maskedFill(mask, Double.NEGATIVE_INFINITY);
        }
        if (!mask.dtype().isFloatingPoint()) {
            throw new DTypeException("multi_head_attention: only bool and floating types of " + role
                    + " are supported: it is " + mask.dtype());
        }
        return mask.to(dtype);
    }
}
