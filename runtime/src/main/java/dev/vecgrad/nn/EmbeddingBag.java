package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Generator;
import dev.vecgrad.ops.BagForm;
import dev.vecgrad.ops.EmbeddingBags;
import dev.vecgrad.type.IndexException;
import org.jspecify.annotations.Nullable;

/**
 * Sums, means or maxima of rows of a table, which are looked up by number. A bag is a row of indices {@code [bags, length]}, or a part of
 * a vector of indices that begins at an offset. The table starts with normal numbers, as PyTorch's.
 */
public final class EmbeddingBag extends Layer {
    private final Embedding table;
    private final EmbeddingBagOptions options;
    private final Parameter weight;

    /** Means of rows of a table of {@code numEmbeddings} vectors, in float32. */
    public EmbeddingBag(long numEmbeddings, long embeddingDim) {
        this(numEmbeddings, embeddingDim, options());
    }

    /**
     * A table with choices.
     *
     * @throws IndexException if the row for padding is none of the table's
     */
    public EmbeddingBag(long numEmbeddings, long embeddingDim, EmbeddingBagOptions options) {
        this(new Embedding(numEmbeddings, embeddingDim, options.rows()), options);
    }

    private EmbeddingBag(Embedding table, EmbeddingBagOptions options) {
        this.table = table;
        this.options = options.rows(table.choices());
        this.weight = register("weight", table.weight());
    }

    /** {@return means of rows, made as {@link Embedding#options} says, without a last offset} */
    public static EmbeddingBagOptions options() {
        return new EmbeddingBagOptions(Embedding.options(), BagForm.Mode.MEAN, false);
    }

    /**
     * {@return bags of a copy of these rows, in their dtype}
     *
     * @param freeze whether the table is not learnt
     */
    public static EmbeddingBag fromPretrained(Tensor rows, boolean freeze, EmbeddingBagOptions options) {
        return new EmbeddingBag(Embedding.fromPretrained(rows, freeze, options.rows()), options);
    }

    /** Draws the table anew; the row for padding becomes zeros. */
    public void resetParameters(Generator generator) {
        table.resetParameters(generator);
    }

    /** {@return a row for each row of indices {@code [bags, length]}} */
    @Override
    public Tensor forward(Tensor input) {
        return forward(input, null, null);
    }

    /** {@return a row for each bag of a vector of indices} Bags begin at the offsets; the first one is 0. */
    public Tensor forward(Tensor input, Tensor offsets) {
        return forward(input, offsets, null);
    }

    /**
     * {@return a row for each bag}
     *
     * @param offsets where bags begin in a vector; null for a bag in each row
     * @param perSampleWeights what rows are multiplied by before they are added, of the input's shape; null for 1
     * @throws IndexException if an index is none of a row
     */
    public Tensor forward(Tensor input, @Nullable Tensor offsets, @Nullable Tensor perSampleWeights) {
        table.shorten(input);
        return weight.wrap(EmbeddingBags.embeddingBag(
                weight.value(),
                input.value(),
                offsets == null ? null : offsets.value(),
                perSampleWeights == null ? null : perSampleWeights.value(),
                options.form()));
    }

    /** {@return the table, [numEmbeddings, embeddingDim]} */
    public Parameter weight() {
        return weight;
    }

    @Override
    protected String extraText() {
        Long padding = options.rows().paddingIdx();
        return table.textWithoutPadding() + ", mode='" + options.mode() + "'"
                + (padding == null ? "" : ", padding_idx=" + padding);
    }
}
