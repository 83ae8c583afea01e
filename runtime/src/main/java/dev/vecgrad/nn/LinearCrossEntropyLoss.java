package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * A linear layer to logits and their cross entropy, {@link Losses#linearCrossEntropy}, as a module: the last layer of a classifier together
 * with its loss. State: {@code linear.weight} of {@code [classes * outFeatures, inFeatures]}, {@code linear.bias}, {@code weight}.
 */
public final class LinearCrossEntropyLoss extends Loss {
    private final long numClasses;
    private final Shape outFeatures;
    private final CrossEntropyOptions loss;
    private final Linear linear;

    /** The loss with the default choices. */
    public LinearCrossEntropyLoss(long inFeatures, long numClasses) {
        this(inFeatures, numClasses, options());
    }

    /**
     * The loss with choices.
     *
     * @throws ShapeException if there is not one weight for each class
     */
    public LinearCrossEntropyLoss(long inFeatures, long numClasses, LinearCrossEntropyOptions options) {
        this.numClasses = numClasses;
        this.outFeatures = options.outFeatures();
        Tensor weight = options.loss().weight();
        if (weight != null && !weight.shape().equals(Shape.of(numClasses))) {
            throw new ShapeException("linear_cross_entropy: expected weight shape to be " + Shape.of(numClasses)
                    + ", got " + weight.shape());
        }
        this.loss = options.loss().weight(optionalBuffer("weight", weight));
        long outputs = numClasses * outFeatures.numel();
        this.linear = register(
                "linear",
                new Linear(
                        inFeatures,
                        outputs,
                        Linear.options().bias(options.bias()).dtype(options.dtype())));
    }

    /** {@return one class a sample, no bias, float32, the default choices of cross entropy} */
    public static LinearCrossEntropyOptions options() {
        return new LinearCrossEntropyOptions(Shape.of(), false, DType.FLOAT32, CrossEntropyLoss.options());
    }

    @Override
    public Tensor forward(Tensor input, Tensor target) {
        long[] classes = classes();
        long[] weights = Arrays.copyOf(classes, classes.length + 1);
        weights[classes.length] = linear.weight().size(1);
        Tensor bias = linear.bias();
        return Losses.linearCrossEntropy(
                input, linear.weight().reshape(weights), target, bias == null ? null : bias.reshape(classes), loss);
    }

    /** {@return the number of classes, then the dims over which there is one each} */
    private long[] classes() {
        return LongStream.concat(LongStream.of(numClasses), Arrays.stream(outFeatures.toArray()))
                .toArray();
    }

    @Override
    protected String extraText() {
        return "in_features=" + linear.weight().size(1) + ", num_classes=" + numClasses + ", out_features="
                + Texts.sizes(outFeatures) + ", bias=" + (linear.bias() == null ? "False" : "True") + ", reduction="
                + loss.reduction().name().toLowerCase(Locale.ROOT) + ", ignore_index="
                + (loss.ignoreIndex() == -100 ? "None" : loss.ignoreIndex()) + ", label_smoothing="
                + Texts.number(loss.labelSmoothing()) + ", options=None";
    }
}
