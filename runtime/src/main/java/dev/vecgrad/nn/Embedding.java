package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Generator;
import dev.vecgrad.ops.Embeddings;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.IndexException;
import dev.vecgrad.type.ShapeException;
import org.jspecify.annotations.Nullable;

/**
 * A table of vectors, looked up by number: int64 or int32 indices of any shape give a further dim. The table starts with normal numbers, as PyTorch's.
 */
public final class Embedding extends Layer {
    private final long numEmbeddings;
    private final long embeddingDim;
    private final EmbeddingOptions choices;
    private final Parameter weight;

    /** A table of {@code numEmbeddings} vectors, in float32. */
    public Embedding(long numEmbeddings, long embeddingDim) {
        this(numEmbeddings, embeddingDim, options());
    }

    /**
     * A table with choices.
     *
     * @throws IndexException if the row for padding is none of the table's
     */
    public Embedding(long numEmbeddings, long embeddingDim, EmbeddingOptions options) {
        this(Parameter.empty(options.dtype(), numEmbeddings, embeddingDim), options);
        resetParameters(options.generatorOrGlobal());
    }

    private Embedding(Parameter weight, EmbeddingOptions options) {
        this.numEmbeddings = weight.size(0);
        this.embeddingDim = weight.size(1);
        this.choices = options.paddingIdx(paddingRow(options, numEmbeddings));
        this.weight = register("weight", weight);
    }

    private static @Nullable Long paddingRow(EmbeddingOptions options, long rows) {
        Long padding = options.paddingIdx();
        if (padding != null && (padding < -rows || padding >= rows)) {
            throw new IndexException("embedding: Padding_idx must be within num_embeddings: it is " + padding + " for "
                    + rows + " rows");
        }
        return padding != null && padding < 0 ? Long.valueOf(padding + rows) : padding;
    }

    /** {@return no row for padding, no greatest norm, whole gradients, float32, by the global generator} */
    public static EmbeddingOptions options() {
        return new EmbeddingOptions(null, null, 2, false, DType.FLOAT32, null);
    }

    /** {@return a table with these rows, which is not learnt} */
    public static Embedding fromPretrained(Tensor rows) {
        return fromPretrained(rows, true, options());
    }

    /**
     * {@return a table with a copy of these rows, in their dtype}
     *
     * @param freeze whether it is not learnt
     */
    public static Embedding fromPretrained(Tensor rows, boolean freeze, EmbeddingOptions options) {
        if (rows.dim() != 2) {
            throw new ShapeException(
                    "embedding: Embeddings parameter is expected to be 2-dimensional: its shape is " + rows.shape());
        }
        return new Embedding(new Parameter(rows.detach(), !freeze), options.dtype(rows.dtype()));
    }

    /** Draws the table anew; the row for padding becomes zeros. */
    public void resetParameters(Generator generator) {
        Init.normal_(weight, 0, 1, generator);
        Long padding = choices.paddingIdx();
        if (padding != null) {
            Init.zeros_(weight.detach().select(0, padding));
        }
    }

    /**
     * {@return the rows that the indices name}
     *
     * @throws IndexException if an index is none of a row
     */
    @Override
    public Tensor forward(Tensor input) {
        shorten(input);
        return weight.wrap(
                Embeddings.lookUp(weight.value(), input.value(), choices.paddingIdx(), choices.scaleGradByFreq()));
    }

    /** Shortens the rows that are named to the greatest norm, if there is one. */
    void shorten(Tensor input) {
        Double maxNorm = choices.maxNorm();
        if (maxNorm != null) {
            Embeddings.renorm(weight.value(), input.value(), maxNorm, choices.normType());
        }
    }

    /** {@return the table, [numEmbeddings, embeddingDim]} */
    public Parameter weight() {
        return weight;
    }

    @Override
    protected String extraText() {
        Long padding = choices.paddingIdx();
        return sizes() + (padding == null ? "" : ", padding_idx=" + padding) + restText();
    }

    /** {@return its text without the row for padding} */
    String textWithoutPadding() {
        return sizes() + restText();
    }

    private String sizes() {
        return numEmbeddings + ", " + embeddingDim;
    }

    private String restText() {
        return (choices.maxNorm() == null ? "" : ", max_norm=" + Texts.number(choices.maxNorm()))
                + (choices.normType() == 2 ? "" : ", norm_type=" + Texts.number(choices.normType()))
                + (choices.scaleGradByFreq() ? ", scale_grad_by_freq=True" : "");
    }

    /** {@return how it was made, its row for padding counted from the start} */
    EmbeddingOptions choices() {
        return choices;
    }
}
