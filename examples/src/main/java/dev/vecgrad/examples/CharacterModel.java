package dev.vecgrad.examples;

import dev.vecgrad.Tensor;
import dev.vecgrad.nn.Embedding;
import dev.vecgrad.nn.Layer;
import dev.vecgrad.nn.LayerNorm;
import dev.vecgrad.nn.Linear;
import dev.vecgrad.nn.TransformerEncoder;
import dev.vecgrad.nn.TransformerEncoderLayer;
import dev.vecgrad.nn.TransformerOptions;
import dev.vecgrad.type.DType;

/** A small transformer over characters: {@code [batch, length]} numbers of characters give scores for each next one. */
final class CharacterModel extends Layer {
    private final Embedding characters;
    private final Embedding places;
    private final TransformerEncoder blocks;
    private final Linear head;

    CharacterModel(int alphabet, int longest, int features, int heads, int layers) {
        TransformerOptions options = TransformerEncoderLayer.options()
                .dimFeedforward(4L * features)
                .dropout(0)
                .activation(TransformerOptions.Activation.GELU)
                .batchFirst(true)
                .normFirst(true);
        this.characters = register("characters", new Embedding(alphabet, features));
        this.places = register("places", new Embedding(longest, features));
        this.blocks = register(
                "blocks",
                new TransformerEncoder(
                        new TransformerEncoderLayer(features, heads, options), layers, new LayerNorm(features)));
        this.head = register("head", new Linear(features, alphabet));
    }

    @Override
    public Tensor forward(Tensor input) {
        long length = input.size(1);
        Tensor x = characters.forward(input).add(places.forward(Tensor.arange(length)));
        Tensor mask = TransformerEncoder.causalMask(length, DType.FLOAT32);
        return head.forward(blocks.forward(x, mask, null, true));
    }
}
