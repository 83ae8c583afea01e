package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Masks of one call of a {@link TransformerDecoder}. Masks are true where a place is not seen from another, or does not count, or are numbers
 * added to scores; null for none.
 *
 * @param tgtMask {@code [length, length]} or {@code [batch * heads, length, length]}: what of the sequence each of its places does not see
 * @param memoryMask {@code [length, memory]} or {@code [batch * heads, length, memory]}: what of the memory it does not see
 * @param tgtKeyPaddingMask {@code [batch, length]}: places of the sequence that do not count
 * @param memoryKeyPaddingMask {@code [batch, memory]}: places of the memory that do not count
 * @param tgtIsCausal says that tgtMask is the causal one, which is then not read
 * @param memoryIsCausal says that memoryMask is the causal one, which is then not read
 */
public record DecoderCall(
        @Nullable Tensor tgtMask,
        @Nullable Tensor memoryMask,
        @Nullable Tensor tgtKeyPaddingMask,
        @Nullable Tensor memoryKeyPaddingMask,
        boolean tgtIsCausal,
        boolean memoryIsCausal) {
    /** {@return no masks} */
    public static DecoderCall options() {
        return new DecoderCall(null, null, null, null, false, false);
    }

    /** {@return the same with another mask of the sequence; none at first} */
    public DecoderCall tgtMask(@Nullable Tensor newMask) {
        return new DecoderCall(
                newMask, memoryMask, tgtKeyPaddingMask, memoryKeyPaddingMask, tgtIsCausal, memoryIsCausal);
    }

    /** {@return the same with another mask of the memory; none at first} */
    public DecoderCall memoryMask(@Nullable Tensor newMask) {
        return new DecoderCall(tgtMask, newMask, tgtKeyPaddingMask, memoryKeyPaddingMask, tgtIsCausal, memoryIsCausal);
    }

    /** {@return the same with other places of the sequence that do not count; none at first} */
    public DecoderCall tgtKeyPaddingMask(@Nullable Tensor newMask) {
        return new DecoderCall(tgtMask, memoryMask, newMask, memoryKeyPaddingMask, tgtIsCausal, memoryIsCausal);
    }

    /** {@return the same with other places of the memory that do not count; none at first} */
    public DecoderCall memoryKeyPaddingMask(@Nullable Tensor newMask) {
        return new DecoderCall(tgtMask, memoryMask, tgtKeyPaddingMask, newMask, tgtIsCausal, memoryIsCausal);
    }

    /** {@return the same with the sequence's mask known to be causal or not; not at first} */
    public DecoderCall tgtIsCausal(boolean newIsCausal) {
        return new DecoderCall(
                tgtMask, memoryMask, tgtKeyPaddingMask, memoryKeyPaddingMask, newIsCausal, memoryIsCausal);
    }

    /** {@return the same with the memory's mask known to be causal or not; not at first} */
    public DecoderCall memoryIsCausal(boolean newIsCausal) {
        return new DecoderCall(tgtMask, memoryMask, tgtKeyPaddingMask, memoryKeyPaddingMask, tgtIsCausal, newIsCausal);
    }

    /** {@return how the sequence attends to itself} */
    AttentionCall toItself() {
        return new AttentionCall(tgtKeyPaddingMask, false, tgtMask, true, tgtIsCausal);
    }

    /** {@return how it attends to the memory} */
    AttentionCall toMemory() {
        return new AttentionCall(memoryKeyPaddingMask, false, memoryMask, true, memoryIsCausal);
    }
}
