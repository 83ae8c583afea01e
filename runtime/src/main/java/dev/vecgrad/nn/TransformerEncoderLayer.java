package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Generator;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Shape;
import org.jspecify.annotations.Nullable;

/**
 * A block of a transformer: attention of a sequence to itself and two linear layers, each with dropout, added to what went in, and normalised. Vaswani et al.
 * 2017, arXiv:1706.03762.
 *
 * <p>Shapes as {@link MultiheadAttention}. Names of the state and initial numbers are PyTorch's.
 */
public final class TransformerEncoderLayer extends Layer {
    private final long dModel;
    private final long nhead;
    private final TransformerOptions options;
    private final MultiheadAttention selfAttn;
    private final Linear linear1;
    private final Dropout dropout;
    private final Linear linear2;
    private final LayerNorm norm1;
    private final LayerNorm norm2;
    private final Dropout dropout1;
    private final Dropout dropout2;

    /** A block in float32: 2048 features between its linear layers, ReLU, dropout 0.1, norms after. */
    public TransformerEncoderLayer(long dModel, long nhead) {
        this(dModel, nhead, options());
    }

    /** A block with choices. */
    public TransformerEncoderLayer(long dModel, long nhead, TransformerOptions options) {
        this.dModel = dModel;
        this.nhead = nhead;
        this.options = options;
        MultiheadAttentionOptions attention = options.attention();
        LayerNormOptions norms = options.norms();
        this.selfAttn = register("self_attn", new MultiheadAttention(dModel, nhead, attention));
        this.linear1 = register("linear1", new Linear(dModel, options.dimFeedforward(), attention.linear()));
        this.dropout = register("dropout", new Dropout(options.dropout()));
        this.linear2 = register("linear2", new Linear(options.dimFeedforward(), dModel, attention.linear()));
        this.norm1 = register("norm1", new LayerNorm(Shape.of(dModel), norms));
        this.norm2 = register("norm2", new LayerNorm(Shape.of(dModel), norms));
        this.dropout1 = register("dropout1", new Dropout(options.dropout()));
        this.dropout2 = register("dropout2", new Dropout(options.dropout()));
    }

    /** {@return 2048 features between linear layers, dropout 0.1, ReLU, eps 1e-5, the batch as second dim, norms after, biases, float32} */
    public static TransformerOptions options() {
        return new TransformerOptions(
                2048, 0.1, TransformerOptions.Activation.RELU, 1e-5, false, false, true, DType.FLOAT32, null);
    }

    /** {@return another block with the same parameters' numbers} */
    public TransformerEncoderLayer copy() {
        var copy = new TransformerEncoderLayer(dModel, nhead, options.generator(Generator.philox(0)));
        copy.loadStateDict(stateDict());
        copy.train(isTraining());
        return copy;
    }

    @Override
    public Tensor forward(Tensor src) {
        return forward(src, null, null, false);
    }

    /**
     * {@return the block's result}
     *
     * @param srcMask {@code [length, length]} or {@code [batch * heads, length, length]}, true where a place is not seen from another, or numbers added to
     *     scores; null for none
     * @param srcKeyPaddingMask {@code [batch, length]}, true for places that do not count, or numbers; null for none
     * @param isCausal says that srcMask is the causal one, which is then not read
     */
    public Tensor forward(Tensor src, @Nullable Tensor srcMask, @Nullable Tensor srcKeyPaddingMask, boolean isCausal) {
        AttentionCall call = AttentionCall.options()
                .needWeights(false)
                .attnMask(srcMask)
                .keyPaddingMask(srcKeyPaddingMask)
                .isCausal(isCausal);
        if (options.normFirst()) {
            Tensor attended = src.add(attend(norm1.forward(src), call));
            return attended.add(feed(norm2.forward(attended)));
        }
        Tensor attended = norm1.forward(src.add(attend(src, call)));
        return norm2.forward(attended.add(feed(attended)));
    }

    private Tensor attend(Tensor x, AttentionCall call) {
        return dropout1.forward(selfAttn.forward(x, x, x, call).output());
    }

    private Tensor feed(Tensor x) {
        Tensor inner = options.activation().apply(linear1.forward(x));
        return dropout2.forward(linear2.forward(dropout.forward(inner)));
    }
}
