package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Generator;
import dev.vecgrad.type.Shape;

/**
 * A block of a transformer that reads another sequence: attention of a sequence to itself, attention to a memory, and two linear layers, each
 * with dropout, added to what went in, and normalised. Vaswani et al. 2017, arXiv:1706.03762.
 *
 * <p>Shapes as {@link MultiheadAttention}, the memory being keys and values. Names of the state and initial numbers are PyTorch's.
 */
public final class TransformerDecoderLayer extends Module {
    private final long dModel;
    private final long nhead;
    private final TransformerOptions options;
    private final MultiheadAttention selfAttn;
    private final MultiheadAttention multiheadAttn;
    private final Linear linear1;
    private final Dropout dropout;
    private final Linear linear2;
    private final LayerNorm norm1;
    private final LayerNorm norm2;
    private final LayerNorm norm3;
    private final Dropout dropout1;
    private final Dropout dropout2;
    private final Dropout dropout3;

    /** A block in float32: 2048 features between its linear layers, ReLU, dropout 0.1, norms after. */
    public TransformerDecoderLayer(long dModel, long nhead) {
        this(dModel, nhead, options());
    }

    /** A block with choices. */
    public TransformerDecoderLayer(long dModel, long nhead, TransformerOptions options) {
        this.dModel = dModel;
        this.nhead = nhead;
        this.options = options;
        MultiheadAttentionOptions attention = options.attention();
        LayerNormOptions norms = options.norms();
        this.selfAttn = register("self_attn", new MultiheadAttention(dModel, nhead, attention));
        this.multiheadAttn = register("multihead_attn", new MultiheadAttention(dModel, nhead, attention));
        this.linear1 = register("linear1", new Linear(dModel, options.dimFeedforward(), attention.linear()));
        this.dropout = register("dropout", new Dropout(options.dropout()));
        this.linear2 = register("linear2", new Linear(options.dimFeedforward(), dModel, attention.linear()));
        this.norm1 = register("norm1", new LayerNorm(Shape.of(dModel), norms));
        this.norm2 = register("norm2", new LayerNorm(Shape.of(dModel), norms));
        this.norm3 = register("norm3", new LayerNorm(Shape.of(dModel), norms));
        this.dropout1 = register("dropout1", new Dropout(options.dropout()));
        this.dropout2 = register("dropout2", new Dropout(options.dropout()));
        this.dropout3 = register("dropout3", new Dropout(options.dropout()));
    }

    /** {@return the choices of {@link TransformerEncoderLayer#options}} */
    public static TransformerOptions options() {
        return TransformerEncoderLayer.options();
    }

    /** {@return another block with the same parameters' numbers} */
    public TransformerDecoderLayer copy() {
        var copy = new TransformerDecoderLayer(dModel, nhead, options.generator(Generator.philox(0)));
        copy.loadStateDict(stateDict());
        copy.train(isTraining());
        return copy;
    }

    /** {@return the block's result for a sequence and what it reads, without masks} */
    public Tensor forward(Tensor tgt, Tensor memory) {
        return forward(tgt, memory, DecoderCall.options());
    }

    /** {@return the same with masks} */
    public Tensor forward(Tensor tgt, Tensor memory, DecoderCall call) {
        if (options.normFirst()) {
            Tensor attended = tgt.add(attend(norm1.forward(tgt), call));
            Tensor read = attended.add(read(norm2.forward(attended), memory, call));
            return read.add(feed(norm3.forward(read)));
        }
        Tensor attended = norm1.forward(tgt.add(attend(tgt, call)));
        Tensor read = norm2.forward(attended.add(read(attended, memory, call)));
        return norm3.forward(read.add(feed(read)));
    }

    private Tensor attend(Tensor x, DecoderCall call) {
        return dropout1.forward(selfAttn.forward(x, x, x, call.toItself()).output());
    }

    private Tensor read(Tensor x, Tensor memory, DecoderCall call) {
        return dropout2.forward(
                multiheadAttn.forward(x, memory, memory, call.toMemory()).output());
    }

    private Tensor feed(Tensor x) {
        Tensor inner = options.activation().apply(linear1.forward(x));
        return dropout3.forward(linear2.forward(dropout.forward(inner)));
    }
}
