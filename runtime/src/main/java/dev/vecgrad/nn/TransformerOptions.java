package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Generator;
import dev.vecgrad.type.DType;
import org.jspecify.annotations.Nullable;

/**
 * How blocks of a transformer, {@link TransformerEncoderLayer} and {@link TransformerDecoderLayer}, are made.
 *
 * @param dimFeedforward the features between the two linear layers
 * @param dropout the probability of dropout in training
 * @param activation what is between the two linear layers
 * @param layerNormEps what layer norms add to the variance
 * @param batchFirst whether tensors are {@code [batch, length, features]}, else {@code [length, batch, features]}
 * @param normFirst whether norms come before attention and linear layers, else after them
 * @param bias whether linear layers and norms have biases
 * @param dtype the parameters' dtype
 * @param generator what draws the initial numbers; null for the global one
 */
public record TransformerOptions(
        long dimFeedforward,
        double dropout,
        Activation activation,
        double layerNormEps,
        boolean batchFirst,
        boolean normFirst,
        boolean bias,
        DType dtype,
        @Nullable Generator generator) {
    /** What is between the two linear layers. */
    public enum Activation {
        /** max(x, 0). */
        RELU,
        /** x times the normal distribution's share below x. */
        GELU;

        /** {@return what becomes of the first layer's result} */
        Tensor apply(Tensor x) {
            return switch (this) {
                case RELU -> x.relu();
                case GELU -> x.gelu();
            };
        }
    }

    /** {@return how the attentions of such a block are made} */
    MultiheadAttentionOptions attention() {
        return MultiheadAttention.options()
                .dropout(dropout)
                .bias(bias)
                .batchFirst(batchFirst)
                .dtype(dtype)
                .generator(generator);
    }

    /** {@return how its norms are made} */
    LayerNormOptions norms() {
        return LayerNorm.options().eps(layerNormEps).bias(bias).dtype(dtype);
    }

    /** {@return the same with other features between the linear layers; 2048 at first} */
    public TransformerOptions dimFeedforward(long newDimFeedforward) {
        return new TransformerOptions(
                newDimFeedforward, dropout, activation, layerNormEps, batchFirst, normFirst, bias, dtype, generator);
    }

    /** {@return the same with another probability of dropout; 0.1 at first} */
    public TransformerOptions dropout(double newDropout) {
        return new TransformerOptions(
                dimFeedforward, newDropout, activation, layerNormEps, batchFirst, normFirst, bias, dtype, generator);
    }

    /** {@return the same with another activation; ReLU at first} */
    public TransformerOptions activation(Activation newActivation) {
        return new TransformerOptions(
                dimFeedforward, dropout, newActivation, layerNormEps, batchFirst, normFirst, bias, dtype, generator);
    }

    /** {@return the same with another number added to variances; 1e-5 at first} */
    public TransformerOptions layerNormEps(double newLayerNormEps) {
        return new TransformerOptions(
                dimFeedforward, dropout, activation, newLayerNormEps, batchFirst, normFirst, bias, dtype, generator);
    }

    /** {@return the same with the batch as the first dim or the second; the second at first} */
    public TransformerOptions batchFirst(boolean newBatchFirst) {
        return new TransformerOptions(
                dimFeedforward, dropout, activation, layerNormEps, newBatchFirst, normFirst, bias, dtype, generator);
    }

    /** {@return the same with norms before or after; after at first} */
    public TransformerOptions normFirst(boolean newNormFirst) {
        return new TransformerOptions(
                dimFeedforward, dropout, activation, layerNormEps, batchFirst, newNormFirst, bias, dtype, generator);
    }

    /** {@return the same with or without biases; with them at first} */
    public TransformerOptions bias(boolean newBias) {
        return new TransformerOptions(
                dimFeedforward, dropout, activation, layerNormEps, batchFirst, normFirst, newBias, dtype, generator);
    }

    /** {@return the same with another dtype; float32 at first} */
    public TransformerOptions dtype(DType newDType) {
        return new TransformerOptions(
                dimFeedforward, dropout, activation, layerNormEps, batchFirst, normFirst, bias, newDType, generator);
    }

    /** {@return the same with another generator; the global one at first} */
    public TransformerOptions generator(@Nullable Generator newGenerator) {
        return new TransformerOptions(
                dimFeedforward, dropout, activation, layerNormEps, batchFirst, normFirst, bias, dtype, newGenerator);
    }
}
