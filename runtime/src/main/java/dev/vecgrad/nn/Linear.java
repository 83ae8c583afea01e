package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Generator;
import dev.vecgrad.ops.Products;
import dev.vecgrad.type.DType;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = x W^T + b} over the last dim.
 *
 * <p>Shapes: {@code x [..., inFeatures]}, {@code weight [outFeatures, inFeatures]}, {@code bias [outFeatures]} ->
 * {@code [..., outFeatures]}. Weight and bias are drawn from {@code [-1/sqrt(inFeatures), 1/sqrt(inFeatures))}, the weight
 * first, as in PyTorch: with its generator the same numbers.
 */
public sealed class Linear extends Layer permits NonDynamicallyQuantizableLinear {
    private final long inFeatures;
    private final long outFeatures;
    private final Parameter weight;
    private final @Nullable Parameter bias;

    /** A layer with a bias, in float32. */
    public Linear(long inFeatures, long outFeatures) {
        this(inFeatures, outFeatures, options());
    }

    /** A layer with or without a bias, in float32. */
    public Linear(long inFeatures, long outFeatures, boolean bias) {
        this(inFeatures, outFeatures, options().bias(bias));
    }

    /** A layer with choices. */
    public Linear(long inFeatures, long outFeatures, LinearOptions options) {
        this.inFeatures = inFeatures;
        this.outFeatures = outFeatures;
        this.weight = register("weight", Parameter.empty(options.dtype(), outFeatures, inFeatures));
        this.bias = options.bias() ? register("bias", Parameter.empty(options.dtype(), outFeatures)) : null;
        resetParameters(options.generatorOrGlobal());
    }

    /** {@return with a bias, float32, by the global generator} */
    public static LinearOptions options() {
        return new LinearOptions(true, DType.FLOAT32, null);
    }

    /** Draws weight and bias anew. */
    public final void resetParameters(Generator generator) {
        if (weight.numel() > 0) {
            Init.kaimingUniform_(weight, Init.options().leak(Math.sqrt(5)).generator(generator));
        }
        if (bias != null) {
            double bound = inFeatures > 0 ? 1 / Math.sqrt((double) inFeatures) : 0;
            Init.uniform_(bias, -bound, bound, generator);
        }
    }

    @Override
    public final Tensor forward(Tensor input) {
        return input.wrap(Products.linear(input.value(), weight.value(), bias == null ? null : bias.value()));
    }

    /** {@return the weight, [outFeatures, inFeatures]} */
    public final Parameter weight() {
        return weight;
    }

    /** {@return the bias, [outFeatures]; null if there is none} */
    public final @Nullable Parameter bias() {
        return bias;
    }

    @Override
    protected final String extraText() {
        return "in_features=" + inFeatures + ", out_features=" + outFeatures + ", bias="
                + (bias == null ? "False" : "True");
    }
}
