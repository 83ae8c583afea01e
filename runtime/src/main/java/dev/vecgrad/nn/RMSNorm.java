package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Shape;
import org.jspecify.annotations.Nullable;

/** The last dims of the input divided by their root mean square, times a weight. Zhang and Sennrich 2019, arXiv:1910.07467. */
public final class RMSNorm extends Layer {
    private final Shape normalizedShape;
    private final RMSNormOptions options;
    private final @Nullable Parameter weight;

    /** The layer over last dims of these sizes, with a weight, in float32. */
    public RMSNorm(long... normalizedShape) {
        this(Shape.of(normalizedShape), options());
    }

    /** The layer over the last dim, of this size, with choices. */
    public RMSNorm(long normalizedSize, RMSNormOptions options) {
        this(Shape.of(normalizedSize), options);
    }

    /** The layer over last dims of this shape, with choices. */
    public RMSNorm(Shape normalizedShape, RMSNormOptions options) {
        this.normalizedShape = normalizedShape;
        this.options = options;
        this.weight = options.affine()
                ? register("weight", Parameter.empty(options.dtype(), normalizedShape.toArray()))
                : null;
        resetParameters();
    }

    /** {@return the least eps that the input's dtype tells apart from 1, with a weight, float32} */
    public static RMSNormOptions options() {
        return new RMSNormOptions(null, true, DType.FLOAT32);
    }

    /** Sets the weight to ones. */
    public void resetParameters() {
        if (weight != null) {
            Init.ones_(weight);
        }
    }

    @Override
    public Tensor forward(Tensor input) {
        return Norms.rmsNorm(input, normalizedShape, weight, options.eps());
    }

    /** {@return the factors, null if there are none} */
    public @Nullable Parameter weight() {
        return weight;
    }

    @Override
    protected String extraText() {
        Double eps = options.eps();
        return Texts.sizes(normalizedShape) + ", eps=" + (eps == null ? "None" : Texts.number(eps))
                + ", elementwise_affine=" + Texts.truth(options.affine());
    }
}
