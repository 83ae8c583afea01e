package dev.vecgrad.nn;

import dev.vecgrad.ops.BagForm;

/**
 * How an {@link EmbeddingBag} is made.
 *
 * @param rows how its table is made
 * @param mode what is made of a bag's rows
 * @param includeLastOffset whether a last offset tells where the last bag ends
 */
public record EmbeddingBagOptions(EmbeddingOptions rows, BagForm.Mode mode, boolean includeLastOffset) {
    /** {@return the same with a table made in another way; as {@link Embedding#options} at first} */
    public EmbeddingBagOptions rows(EmbeddingOptions newRows) {
        return new EmbeddingBagOptions(newRows, mode, includeLastOffset);
    }

    /** {@return the same with something else made of the rows; the mean at first} */
    public EmbeddingBagOptions mode(BagForm.Mode newMode) {
        return new EmbeddingBagOptions(rows, newMode, includeLastOffset);
    }

    /** {@return the same with or without a last offset; without at first} */
    public EmbeddingBagOptions includeLastOffset(boolean included) {
        return new EmbeddingBagOptions(rows, mode, included);
    }

    BagForm form() {
        return new BagForm(mode, rows.paddingIdx(), rows.scaleGradByFreq(), includeLastOffset);
    }
}
