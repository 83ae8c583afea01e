package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Shape;
import org.jspecify.annotations.Nullable;

/**
 * The last dims of the input with mean 0 and variance 1, times a weight, plus a bias, both of their shape. Ba et al. 2016, arXiv:1607.06450.
 */
public final class LayerNorm extends Layer {
    private final Shape normalizedShape;
    private final LayerNormOptions options;
    private final @Nullable Parameter weight;
    private final @Nullable Parameter bias;

    /** The layer over last dims of these sizes, with weight and bias, in float32. */
    public LayerNorm(long... normalizedShape) {
        this(Shape.of(normalizedShape), options());
    }

    /** The layer over the last dim, of this size, with choices. */
    public LayerNorm(long normalizedSize, LayerNormOptions options) {
        this(Shape.of(normalizedSize), options);
    }

    /** The layer over last dims of this shape, with choices. */
    public LayerNorm(Shape normalizedShape, LayerNormOptions options) {
        this.normalizedShape = normalizedShape;
        this.options = options;
        long[] sizes = normalizedShape.toArray();
        this.weight = options.affine() ? register("weight", Parameter.empty(options.dtype(), sizes)) : null;
        this.bias =
                options.affine() && options.bias() ? register("bias", Parameter.empty(options.dtype(), sizes)) : null;
        resetParameters();
    }

    /** {@return eps 1e-5, with weight and bias, float32} */
    public static LayerNormOptions options() {
        return new LayerNormOptions(1e-5, true, true, DType.FLOAT32);
    }

    /** Sets the weight to ones and the bias to zeros. */
    public void resetParameters() {
        if (weight != null) {
            Init.ones_(weight);
        }
        if (bias != null) {
            Init.zeros_(bias);
        }
    }

    @Override
    public Tensor forward(Tensor input) {
        return Norms.layerNorm(input, normalizedShape, weight, bias, options.eps());
    }

    /** {@return the factors, null if there are none} */
    public @Nullable Parameter weight() {
        return weight;
    }

    /** {@return the summands, null if there are none} */
    public @Nullable Parameter bias() {
        return bias;
    }

    @Override
    protected String extraText() {
        return Texts.sizes(normalizedShape) + ", eps=" + Texts.number(options.eps()) + ", elementwise_affine="
                + Texts.truth(options.affine()) + ", bias=" + Texts.truth(bias != null);
    }
}
