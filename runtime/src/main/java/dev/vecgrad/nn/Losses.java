package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Value;
import dev.vecgrad.ops.LossFunctions;
import dev.vecgrad.ops.LossReduction;
import org.jspecify.annotations.Nullable;

/** Losses as functions. Each is recorded as one node; gradients flow to input and, where it is floating, target. */
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

    private static @Nullable Value valueOf(@Nullable Tensor tensor) {
        return tensor == null ? null : tensor.value();
    }
}
