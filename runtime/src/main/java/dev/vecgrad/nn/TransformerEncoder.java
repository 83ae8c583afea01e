package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.DType;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Blocks of a transformer one after the other, and perhaps a norm at the end. */
public final class TransformerEncoder extends Layer {
    private final ModuleList<TransformerEncoderLayer> layers;
    private final @Nullable Layer norm;

    /** So many copies of a block. */
    public TransformerEncoder(TransformerEncoderLayer layer, int numLayers) {
        this(layer, numLayers, null);
    }

    /** So many copies of a block, and a norm at the end, null for none. */
    public TransformerEncoder(TransformerEncoderLayer layer, int numLayers, @Nullable Layer norm) {
        this.layers = register(
                "layers",
                new ModuleList<TransformerEncoderLayer>(IntStream.range(0, numLayers)
                        .mapToObj(_ -> layer.copy())
                        .toList()));
        this.norm = norm == null ? null : register("norm", norm);
    }

    /** {@return the mask in which a place does not see those behind it: minus infinity above the diagonal, else 0} */
    public static Tensor causalMask(long length, DType dtype) {
        return Tensor.full(new long[] {length, length}, Double.NEGATIVE_INFINITY, dtype)
                .triu(1);
    }

    @Override
    public Tensor forward(Tensor src) {
        return forward(src, null, null, false);
    }

    /** {@return the last block's result}; masks as in {@link TransformerEncoderLayer#forward(Tensor, Tensor, Tensor, boolean)} */
    public Tensor forward(Tensor src, @Nullable Tensor mask, @Nullable Tensor srcKeyPaddingMask, boolean isCausal) {
        Tensor x = src;
        for (TransformerEncoderLayer layer : layers) {
            x = layer.forward(x, mask, srcKeyPaddingMask, isCausal);
        }
        return norm == null ? x : norm.forward(x);
    }
}
