package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Generator;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An encoder, whose result a decoder reads: what turns one sequence into another. Vaswani et al. 2017, arXiv:1706.03762.
 *
 * <p>Shapes: source {@code [sources, batch, features]}, target {@code [length, batch, features]} -> as the target; with
 * {@link TransformerOptions#batchFirst} the batch is the first dim. Names of the state and initial numbers are PyTorch's.
 */
public final class Transformer extends Module {
    private final long dModel;
    private final boolean batchFirst;
    private final TransformerEncoder encoder;
    private final TransformerDecoder decoder;

    /** Six blocks each of 512 features and 8 heads, in float32. */
    public Transformer() {
        this(512, 8, 6, 6, options());
    }

    /** So many features, heads and blocks of both kinds. */
    public Transformer(
            long dModel, long nhead, int numEncoderLayers, int numDecoderLayers, TransformerOptions options) {
        this.dModel = dModel;
        this.batchFirst = options.batchFirst();
        this.encoder = register(
                "encoder",
                new TransformerEncoder(
                        new TransformerEncoderLayer(dModel, nhead, options), numEncoderLayers, norm(dModel, options)));
        this.decoder = register(
                "decoder",
                new TransformerDecoder(
                        new TransformerDecoderLayer(dModel, nhead, options), numDecoderLayers, norm(dModel, options)));
        resetParameters(Objects.requireNonNullElseGet(options.generator(), Generator::global));
    }

    private static LayerNorm norm(long dModel, TransformerOptions options) {
        return new LayerNorm(Shape.of(dModel), options.norms());
    }

    /** {@return the choices of {@link TransformerEncoderLayer#options}} */
    public static TransformerOptions options() {
        return TransformerEncoderLayer.options();
    }

    private void resetParameters(Generator generator) {
        parameters().stream().filter(p -> p.dim() > 1).forEach(p -> Init.xavierUniform_(p, 1, generator));
    }

    /** {@return the part that reads the source} */
    public TransformerEncoder encoder() {
        return encoder;
    }

    /** {@return the part that makes the target} */
    public TransformerDecoder decoder() {
        return decoder;
    }

    /** {@return the decoder's result for a source and a target, without masks} */
    public Tensor forward(Tensor src, Tensor tgt) {
        return forward(src, tgt, null, null, false, DecoderCall.options());
    }

    /**
     * {@return the same with masks; those of the source as in {@link TransformerEncoderLayer#forward(Tensor, Tensor, Tensor, boolean)}}
     *
     * @param call the masks of the target, and of the encoder's result, the memory
     * @throws ShapeException if source and target differ in batch or number of dims, or have other features than the model
     */
    public Tensor forward(
            Tensor src,
            Tensor tgt,
            @Nullable Tensor srcMask,
            @Nullable Tensor srcKeyPaddingMask,
            boolean srcIsCausal,
            DecoderCall call) {
        check(src, tgt);
        return decoder.forward(tgt, encoder.forward(src, srcMask, srcKeyPaddingMask, srcIsCausal), call);
    }

    private void check(Tensor src, Tensor tgt) {
        int batch = batchFirst ? 0 : 1;
        if (src.dim() != tgt.dim() || src.dim() == 3 && src.size(batch) != tgt.size(batch)) {
            throw new ShapeException("Transformer: the batch number of src and tgt must be equal: the shapes are "
                    + src.shape() + " and " + tgt.shape());
        }
        if (src.dim() == 0 || src.size(-1) != dModel || tgt.size(-1) != dModel) {
            throw new ShapeException(
                    "Transformer: the feature number of src and tgt must be equal to d_model: the shapes are "
                            + src.shape() + " and " + tgt.shape() + ", d_model is " + dModel);
        }
    }
}
