package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Value;
import dev.vecgrad.ops.LikelihoodLosses;
import dev.vecgrad.ops.LossFunctions;
import dev.vecgrad.ops.LossReduction;
import dev.vecgrad.ops.MarginLosses;
import dev.vecgrad.ops.Products;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Losses as functions: most are one node in the gradients' graph; gradients flow to the input and, where it is floating, the target. */
public final class Losses {
    private Losses() {}

    /**
     * {@return the mean cross entropy of logits}
     *
     * @param input logits, {@code [classes]}, {@code [n, classes]} or {@code [n, classes, ...]}
     * @param target class numbers, of the input's shape without classes, or probabilities, of the input's shape
     * @throws dev.vecgrad.type.IndexException if a class number is none
     * @throws dev.vecgrad.type.ShapeException if the shapes do not fit
     */
    public static Tensor crossEntropy(Tensor input, Tensor target) {
        return crossEntropy(input, target, CrossEntropyLoss.options());
    }

    /** {@return the cross entropy with choices} */
    public static Tensor crossEntropy(Tensor input, Tensor target, CrossEntropyOptions options) {
        return input.wrap(LossFunctions.crossEntropy(
                input.value(),
                target.value(),
                valueOf(options.weight()),
                options.reduction(),
                options.ignoreIndex(),
                options.labelSmoothing()));
    }

    /**
     * {@return the cross entropy of the logits {@code input linearWeight^T + linearBias}}
     *
     * @param input {@code [features]} or {@code [n, features]}
     * @param linearWeight {@code [classes, features]}, or {@code [classes, ..., features]} for a class at each index of the dims between
     * @param target class numbers {@code [n, ...]}, or probabilities {@code [n, classes, ...]}; without n if the input has none
     * @param linearBias {@code [classes, ...]}; null for none
     * @throws dev.vecgrad.type.ShapeException if the shapes do not fit
     */
    public static Tensor linearCrossEntropy(
            Tensor input,
            Tensor linearWeight,
            Tensor target,
            @Nullable Tensor linearBias,
            CrossEntropyOptions options) {
        requireFitting(input, linearWeight, linearBias);
        int dims = linearWeight.dim() - 1;
        Tensor rows = dims == 1 ? linearWeight : linearWeight.flatten(0, dims - 1);
        Tensor bias = linearBias == null ? null : linearBias.flatten();
        Tensor logits = input.wrap(Products.linear(input.value(), rows.value(), valueOf(bias)));
        return crossEntropy(dims == 1 ? logits : logits.unflatten(-1, leading(linearWeight)), target, options);
    }

    private static void requireFitting(Tensor input, Tensor weight, @Nullable Tensor bias) {
        String shapes = ": input " + input.shape() + ", linear weight " + weight.shape();
        if (input.dim() < 1 || input.dim() > 2) {
            throw new ShapeException(
                    "linear_cross_entropy: expected input with dimensionality 1 or 2, got " + input.dim() + shapes);
        }
        if (weight.dim() < 2) {
            throw new ShapeException("linear_cross_entropy: expected linear_weight with dimensionality at least 2, got "
                    + weight.dim() + shapes);
        }
        if (input.size(-1) != weight.size(-1)) {
            throw new ShapeException("linear_cross_entropy: expected equal input and linear_weight last dimensions"
                    + " (in_features), got " + input.size(-1) + " and " + weight.size(-1) + ", respectively" + shapes);
        }
        if (bias != null && !bias.shape().equals(Shape.of(leading(weight)))) {
            throw new ShapeException("linear_cross_entropy: expected linear_bias shape " + Shape.of(leading(weight))
                    + ", got " + bias.shape() + shapes);
        }
        if (weight.dim() > 2 && input.dim() == 1) {
            throw new ShapeException("linear_cross_entropy: K-dimensional loss defined by linear_weight shape "
                    + weight.shape() + " requires batched input, (N, " + input.size(0) + ")" + shapes);
        }
    }

    /** All sizes but the last. */
    private static long[] leading(Tensor weight) {
        return Arrays.copyOf(weight.shape().toArray(), weight.dim() - 1);
    }

    /**
     * {@return the mean binary cross entropy of logits}
     *
     * @param input logits
     * @param target numbers in [0, 1] of the input's shape
     * @throws dev.vecgrad.type.ShapeException if the shapes differ
     */
    public static Tensor binaryCrossEntropyWithLogits(Tensor input, Tensor target) {
        return binaryCrossEntropyWithLogits(input, target, BCEWithLogitsLoss.options());
    }

    /** {@return the binary cross entropy of logits with choices} */
    public static Tensor binaryCrossEntropyWithLogits(Tensor input, Tensor target, BCEWithLogitsOptions options) {
        return input.wrap(LossFunctions.bceWithLogits(
                input.value(),
                target.value(),
                valueOf(options.weight()),
                valueOf(options.posWeight()),
                options.reduction()));
    }

    /** {@return the mean of the squared differences, which broadcast} */
    public static Tensor mseLoss(Tensor input, Tensor target) {
        return mseLoss(input, target, LossReduction.MEAN);
    }

    /** {@return the squared differences, which broadcast, reduced} */
    public static Tensor mseLoss(Tensor input, Tensor target, LossReduction reduction) {
        return input.wrap(LossFunctions.mse(input.value(), target.value(), reduction));
    }

    /**
     * {@return the mean negative log likelihood}
     *
     * @param input logarithms of probabilities, {@code [classes]}, {@code [n, classes]} or {@code [n, classes, ...]}
     * @param target class numbers, of the input's shape without classes
     * @throws dev.vecgrad.type.IndexException if a class number is none
     * @throws dev.vecgrad.type.ShapeException if the shapes do not fit
     */
    public static Tensor nllLoss(Tensor input, Tensor target) {
        return nllLoss(input, target, NLLLoss.options());
    }

    /** {@return the negative log likelihood with choices} */
    public static Tensor nllLoss(Tensor input, Tensor target, NLLOptions options) {
        return input.wrap(LossFunctions.nll(
                input.value(), target.value(), valueOf(options.weight()), options.reduction(), options.ignoreIndex()));
    }

    /** {@return the mean absolute differences, which broadcast} */
    public static Tensor l1Loss(Tensor input, Tensor target) {
        return l1Loss(input, target, LossReduction.MEAN);
    }

    /** {@return the absolute differences, which broadcast, reduced} */
    public static Tensor l1Loss(Tensor input, Tensor target, LossReduction reduction) {
        return input.wrap(LossFunctions.l1(input.value(), target.value(), reduction));
    }

    /** {@return the mean of half the squared differences up to delta, and lines beyond; they broadcast; delta is 1} */
    public static Tensor huberLoss(Tensor input, Tensor target) {
        return huberLoss(input, target, LossReduction.MEAN, 1);
    }

    /** {@return half the squared differences up to delta, and lines beyond; they broadcast; reduced} */
    public static Tensor huberLoss(Tensor input, Tensor target, LossReduction reduction, double delta) {
        return input.wrap(LossFunctions.huber(input.value(), target.value(), reduction, delta));
    }

    /** {@return the mean of squared differences over 2 beta below beta, and lines beyond; they broadcast; beta is 1} */
    public static Tensor smoothL1Loss(Tensor input, Tensor target) {
        return smoothL1Loss(input, target, LossReduction.MEAN, 1);
    }

    /** {@return squared differences over 2 beta below beta, and lines beyond; they broadcast; reduced} */
    public static Tensor smoothL1Loss(Tensor input, Tensor target, LossReduction reduction, double beta) {
        return input.wrap(LossFunctions.smoothL1(input.value(), target.value(), reduction, beta));
    }

    /** {@return the mean logarithms of 1 + exp(-target input), which broadcast; targets are 1 or -1} */
    public static Tensor softMarginLoss(Tensor input, Tensor target) {
        return softMarginLoss(input, target, LossReduction.MEAN);
    }

    /** {@return the logarithms of 1 + exp(-target input), which broadcast; targets are 1 or -1, reduced} */
    public static Tensor softMarginLoss(Tensor input, Tensor target, LossReduction reduction) {
        return input.wrap(MarginLosses.soft(input.value(), target.value(), reduction));
    }

    /**
     * Targets are class numbers up to the first -1 of a row, {@code [n, classes]} or {@code [classes]} as the input.
     *
     * {@return the mean of what classes that are no target come nearer to those that are than 1}
     */
    public static Tensor multilabelMarginLoss(Tensor input, Tensor target) {
        return multilabelMarginLoss(input, target, LossReduction.MEAN);
    }

    /** {@return of what classes that are no target come nearer to those that are than 1, reduced} */
    public static Tensor multilabelMarginLoss(Tensor input, Tensor target, LossReduction reduction) {
        return input.wrap(MarginLosses.multilabelMargin(input.value(), target.value(), reduction));
    }

    /** {@return the mean binary cross entropy of probabilities} */
    public static Tensor binaryCrossEntropy(Tensor input, Tensor target) {
        return binaryCrossEntropy(input, target, BCELoss.options());
    }

    /**
     * {@return the binary cross entropy of probabilities, with choices}
     *
     * @param input numbers in [0, 1], such as a sigmoid; its logarithms count as -100 at least
     * @param target numbers in [0, 1] of the same shape
     * @throws dev.vecgrad.type.ShapeException if the shapes differ
     * @throws dev.vecgrad.type.VecgradException if a number is not in [0, 1]
     */
    public static Tensor binaryCrossEntropy(Tensor input, Tensor target, BCEOptions options) {
        return input.wrap(LikelihoodLosses.binaryCrossEntropy(
                input.value(), target.value(), valueOf(options.weight()), options.reduction()));
    }

    /** {@return the mean of the elements of a Kullback-Leibler divergence} */
    public static Tensor klDiv(Tensor input, Tensor target) {
        return klDiv(input, target, KLDivLoss.options());
    }

    /**
     * {@return the Kullback-Leibler divergence {@code y (log y - x)}, with choices}
     *
     * @param input logarithms of probabilities
     * @param target probabilities, or their logarithms; both broadcast
     */
    public static Tensor klDiv(Tensor input, Tensor target, KLDivOptions options) {
        boolean logs = options.logTarget();
        return switch (options.reduction()) {
            case NONE -> klDiv(input, target, logs, LossReduction.NONE);
            case MEAN -> klDiv(input, target, logs, LossReduction.MEAN);
            case SUM -> klDiv(input, target, logs, LossReduction.SUM);
            case BATCHMEAN ->
                klDiv(input, target, logs, LossReduction.SUM)
                        .div(input.dim() == 0 ? 1 : input.shape().size(0));
        };
    }

    private static Tensor klDiv(Tensor input, Tensor target, boolean logTarget, LossReduction reduction) {
        return input.wrap(LikelihoodLosses.klDiv(input.value(), target.value(), logTarget, reduction));
    }

    /** {@return the mean negative log likelihood of counts under Poisson distributions} */
    public static Tensor poissonNllLoss(Tensor input, Tensor target) {
        return poissonNllLoss(input, target, PoissonNLLLoss.options());
    }

    /**
     * {@return the negative log likelihood of counts under Poisson distributions, with choices}
     *
     * @param input expectations, or their logarithms
     * @param target counts; both broadcast
     */
    public static Tensor poissonNllLoss(Tensor input, Tensor target, PoissonNLLOptions options) {
        return input.wrap(LikelihoodLosses.poissonNll(
                input.value(), target.value(), options.logInput(), options.full(), options.eps(), options.reduction()));
    }

    /** {@return the mean negative log likelihood under normal distributions} */
    public static Tensor gaussianNllLoss(Tensor input, Tensor target, Tensor variance) {
        return gaussianNllLoss(input, target, variance, GaussianNLLLoss.options());
    }

    /**
     * {@return the negative log likelihood under normal distributions, with choices}
     *
     * @param input expectations
     * @param target what was seen; it broadcasts
     * @param variance of the input's shape, or without its last dim, or with 1 there
     * @throws dev.vecgrad.type.ShapeException if the variance has another shape
     * @throws dev.vecgrad.type.VecgradException if a variance is negative
     */
    public static Tensor gaussianNllLoss(Tensor input, Tensor target, Tensor variance, GaussianNLLOptions options) {
        return input.wrap(LikelihoodLosses.gaussianNll(
                input.value(), target.value(), variance.value(), options.full(), options.eps(), options.reduction()));
    }

    /** {@return the mean loss that is the input where the target is 1 and max(0, margin - input) where it is -1} */
    public static Tensor hingeEmbeddingLoss(Tensor input, Tensor target) {
        return hingeEmbeddingLoss(input, target, HingeEmbeddingLoss.options());
    }

    /**
     * {@return the loss that is the input where the target is 1 and max(0, margin - input) where it is -1, with choices}
     *
     * @param input distances
     * @param target 1 or -1; both broadcast
     */
    public static Tensor hingeEmbeddingLoss(Tensor input, Tensor target, MarginOptions options) {
        return input.wrap(
                MarginLosses.hingeEmbedding(input.value(), target.value(), options.margin(), options.reduction()));
    }

    /** {@return the mean loss that is 1 - cos where the target is 1 and max(0, cos - margin) where it is -1} */
    public static Tensor cosineEmbeddingLoss(Tensor input1, Tensor input2, Tensor target) {
        return cosineEmbeddingLoss(input1, input2, target, CosineEmbeddingLoss.options());
    }

    /**
     * {@return the loss that is 1 - cos where the target is 1 and max(0, cos - margin) where it is -1, with choices}
     *
     * @param input1 vectors, {@code [n, d]} or {@code [d]}
     * @param input2 the same
     * @param target 1 or -1, {@code [n]} or a scalar
     * @throws dev.vecgrad.type.ShapeException if the shapes do not fit
     */
    public static Tensor cosineEmbeddingLoss(Tensor input1, Tensor input2, Tensor target, MarginOptions options) {
        return input1.wrap(MarginLosses.cosineEmbedding(
                input1.value(), input2.value(), target.value(), options.margin(), options.reduction()));
    }

    /** {@return the mean loss max(0, margin - target (input1 - input2))} */
    public static Tensor marginRankingLoss(Tensor input1, Tensor input2, Tensor target) {
        return marginRankingLoss(input1, input2, target, MarginRankingLoss.options());
    }

    /**
     * {@return the loss max(0, margin - target (input1 - input2)), with choices}
     *
     * @param input1 scores
     * @param input2 scores
     * @param target 1 where the first should be greater, else -1; all broadcast
     * @throws dev.vecgrad.type.ShapeException if the numbers of dims differ
     */
    public static Tensor marginRankingLoss(Tensor input1, Tensor input2, Tensor target, MarginOptions options) {
        return input1.wrap(MarginLosses.ranking(
                input1.value(), input2.value(), target.value(), options.margin(), options.reduction()));
    }

    /** {@return the mean loss max(0, margin + distance to the positive - distance to the negative)} */
    public static Tensor tripletMarginLoss(Tensor anchor, Tensor positive, Tensor negative) {
        return tripletMarginLoss(anchor, positive, negative, TripletMarginLoss.options());
    }

    /**
     * {@return the loss max(0, margin + distance to the positive - distance to the negative), with choices}
     *
     * @param anchor vectors along the last dim
     * @param positive what should be near
     * @param negative what should be far
     * @throws dev.vecgrad.type.ShapeException if the numbers of dims differ
     */
    public static Tensor tripletMarginLoss(
            Tensor anchor, Tensor positive, Tensor negative, TripletMarginOptions options) {
        return anchor.wrap(MarginLosses.tripletMargin(
                anchor.value(),
                positive.value(),
                negative.value(),
                options.margin(),
                options.p(),
                options.eps(),
                options.swap(),
                options.reduction()));
    }

    /** {@return {@link #tripletMarginLoss} with the Euclidean distance} */
    public static Tensor tripletMarginWithDistanceLoss(Tensor anchor, Tensor positive, Tensor negative) {
        return tripletMarginWithDistanceLoss(anchor, positive, negative, TripletMarginWithDistanceLoss.options());
    }

    /** {@return {@link #tripletMarginLoss} with another distance} */
    public static Tensor tripletMarginWithDistanceLoss(
            Tensor anchor, Tensor positive, Tensor negative, TripletMarginWithDistanceOptions options) {
        Tensor near = options.distance().apply(anchor, positive);
        Tensor far = options.distance().apply(anchor, negative);
        if (options.swap()) {
            far = far.minimum(options.distance().apply(positive, negative));
        }
        return anchor.wrap(MarginLosses.triplet(near.value(), far.value(), options.margin(), options.reduction()));
    }

    /** {@return the mean loss of what classes come nearer to the right one than the margin} */
    public static Tensor multiMarginLoss(Tensor input, Tensor target) {
        return multiMarginLoss(input, target, MultiMarginLoss.options());
    }

    /**
     * {@return the loss of what classes come nearer to the right one than the margin, with choices}
     *
     * @param input scores, {@code [n, classes]} or {@code [classes]}
     * @param target class numbers, {@code [n]} or a scalar
     * @throws dev.vecgrad.type.ShapeException if the shapes do not fit
     * @throws dev.vecgrad.type.IndexException if a class number is none
     */
    public static Tensor multiMarginLoss(Tensor input, Tensor target, MultiMarginOptions options) {
        return input.wrap(MarginLosses.multiMargin(
                input.value(),
                target.value(),
                options.p(),
                options.margin(),
                valueOf(options.weight()),
                options.reduction()));
    }

    /** {@return the mean binary cross entropy of logits, averaged over the last dim} */
    public static Tensor multilabelSoftMarginLoss(Tensor input, Tensor target) {
        return multilabelSoftMarginLoss(input, target, MultiLabelSoftMarginLoss.options());
    }

    /**
     * {@return the binary cross entropy of logits, averaged over the last dim, with choices}
     *
     * @param input logits
     * @param target numbers in [0, 1] of the same shape
     * @throws dev.vecgrad.type.ShapeException if the shapes differ
     */
    public static Tensor multilabelSoftMarginLoss(Tensor input, Tensor target, MultiLabelSoftMarginOptions options) {
        return input.wrap(LikelihoodLosses.multilabelSoftMargin(
                input.value(), target.value(), valueOf(options.weight()), options.reduction()));
    }

    private static @Nullable Value valueOf(@Nullable Tensor tensor) {
        return tensor == null ? null : tensor.value();
    }
}
