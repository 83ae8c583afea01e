package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Blocks of a transformer that read another sequence, one after the other, and perhaps a norm at the end. */
public final class TransformerDecoder extends Module {
    private final ModuleList<TransformerDecoderLayer> layers;
    private final @Nullable Layer norm;

    /** So many copies of a block. */
    public TransformerDecoder(TransformerDecoderLayer layer, int numLayers) {
        this(layer, numLayers, null);
    }

    /** So many copies of a block, and a norm at the end, null for none. */
    public TransformerDecoder(TransformerDecoderLayer layer, int numLayers, @Nullable Layer norm) {
        this.layers = register(
                "layers",
                new ModuleList<TransformerDecoderLayer>(IntStream.range(0, numLayers)
                        .mapToObj(_ -> layer.copy())
                        .toList()));
        this.norm = norm == null ? null : register("norm", norm);
    }

    /** {@return the last block's result for a sequence and what all blocks read, without masks} */
    public Tensor forward(Tensor tgt, Tensor memory) {
        return forward(tgt, memory, DecoderCall.options());
    }

    /** {@return the same with masks} */
    public Tensor forward(Tensor tgt, Tensor memory, DecoderCall call) {
        Tensor x = tgt;
        for (TransformerDecoderLayer layer : layers) {
            x = layer.forward(x, memory, call);
        }
        return norm == null ? x : norm.forward(x);
    }
}
