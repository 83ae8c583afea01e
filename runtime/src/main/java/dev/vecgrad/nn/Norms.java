package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Value;
import dev.vecgrad.ops.BatchNorms;
import dev.vecgrad.ops.LayerNorms;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import org.jspecify.annotations.Nullable;

/** Normalisations as functions. Gradients flow to input, weight and bias; batch, layer and group norm are recorded as one node. */
public final class Norms {
    /**
     * Running statistics of channels, which training writes over.
     *
     * @param mean of each channel
     * @param variance of each channel
     */
    public record Running(Tensor mean, Tensor variance) {}

    private Norms() {}

    /**
     * {@return the input with mean 0 and variance 1 in each channel, times a weight, plus a bias}
     *
     * <p>In training mean and variance are the batch's, and the running ones move towards them: {@code (1 - momentum) running + momentum batch}, of a
     * variance with {@code n - 1}. Otherwise they are the running ones. Ioffe and Szegedy 2015, arXiv:1502.03167.
     *
     * @param input {@code [samples, channels, ...]}
     * @param running statistics of the channels; null in training if none are kept
     * @param weight a factor for each channel, null for none
     * @param bias a summand for each channel, null for none
     * @throws dev.vecgrad.type.ShapeException if shapes do not fit, or there is one value a channel in training
     * @throws dev.vecgrad.type.DTypeException if the operands are not of one floating dtype
     */
    public static Tensor batchNorm(
            Tensor input,
            @Nullable Running running,
            @Nullable Tensor weight,
            @Nullable Tensor bias,
            boolean training,
            double momentum,
            double eps) {
        return input.wrap(BatchNorms.batchNorm(
                input.value(), values(running), value(weight), value(bias), training, momentum, eps));
    }

    /**
     * {@return the input with mean 0 and variance 1 in each channel of each sample, times a weight, plus a bias} Ulyanov et al. 2016,
     * arXiv:1607.08022.
     *
     * @param input {@code [samples, channels, ...]}
     * @param running statistics of the channels, the samples' averaged; null if none are kept
     * @param weight a factor for each channel, null for none
     * @param bias a summand for each channel, null for none
     * @param useInputStats whether mean and variance are the sample's, else the running ones
     * @throws dev.vecgrad.type.ShapeException if shapes do not fit, or there is one element a channel
     * @throws dev.vecgrad.type.DTypeException if the operands are not of one floating dtype
     */
    public static Tensor instanceNorm(
            Tensor input,
            @Nullable Running running,
            @Nullable Tensor weight,
            @Nullable Tensor bias,
            boolean useInputStats,
            double momentum,
            double eps) {
        return input.wrap(BatchNorms.instanceNorm(
                input.value(), values(running), value(weight), value(bias), useInputStats, momentum, eps));
    }

    /**
     * {@return the input with mean 0 and variance 1 over its last dims, times a weight, plus a bias} Ba et al. 2016, arXiv:1607.06450.
     *
     * @param normalizedShape the sizes of the last dims
     * @param weight factors of that shape, null for none
     * @param bias summands of that shape, null for none
     * @throws dev.vecgrad.type.ShapeException if the shapes do not fit
     * @throws dev.vecgrad.type.DTypeException if the operands are not of one floating dtype
     */
    public static Tensor layerNorm(
            Tensor input, Shape normalizedShape, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
        return input.wrap(LayerNorms.layerNorm(input.value(), normalizedShape, value(weight), value(bias), eps));
    }

    /**
     * {@return the input divided by the root mean square over its last dims, times a weight} Zhang and Sennrich 2019, arXiv:1910.07467.
     *
     * @param normalizedShape the sizes of the last dims
     * @param weight factors of that shape, null for none
     * @param eps what is added to the mean square; null for the distance of 1 to the next number of the input's dtype
     * @throws dev.vecgrad.type.ShapeException if the shapes do not fit
     * @throws dev.vecgrad.type.DTypeException if the operands are not of one floating dtype
     */
    public static Tensor rmsNorm(Tensor input, Shape normalizedShape, @Nullable Tensor weight, @Nullable Double eps) {
        return input.wrap(LayerNorms.rmsNorm(input.value(), normalizedShape, value(weight), eps));
    }

    /**
     * {@return the input with mean 0 and variance 1 in each group of channels of each sample, times a weight, plus a bias} Wu and He 2018,
     * arXiv:1803.08494.
     *
     * @param input {@code [samples, channels, ...]}
     * @param weight a factor for each channel, null for none
     * @param bias a summand for each channel, null for none
     * @throws dev.vecgrad.type.ShapeException if the groups do not divide the channels, or shapes do not fit
     * @throws dev.vecgrad.type.DTypeException if the operands are not of one floating dtype
     */
    public static Tensor groupNorm(
            Tensor input, long groups, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
        return input.wrap(LayerNorms.groupNorm(input.value(), groups, value(weight), value(bias), eps));
    }

    /**
     * {@return the input divided by {@code (k + alpha m)^beta}, where m is the mean square over {@code size} neighbouring channels, of which those that
     * do not exist count as 0} Krizhevsky et al. 2012.
     *
     * @param input {@code [samples, channels, ...]}, at least three dims
     */
    public static Tensor localResponseNorm(Tensor input, long size, double alpha, double beta, double k) {
        if (input.dim() < 3) {
            throw new ShapeException("local_response_norm: Expected 3D or higher dimensionality input (got "
                    + input.dim() + " dimensions): shape " + input.shape());
        }
        if (input.numel() == 0) {
            return input;
        }
        long[] pads = new long[2 * (input.dim() - 1)];
        pads[pads.length - 2] = size / 2;
        pads[pads.length - 1] = (size - 1) / 2;
        Tensor squares = input.mul(input).pad(pads);
        return input.div(squares.unfold(1, size, 1).mean(-1).mul(alpha).add(k).pow(beta));
    }

    private static BatchNorms.@Nullable Running values(@Nullable Running running) {
        return running == null
                ? null
                : new BatchNorms.Running(
                        running.mean().value(), running.variance().value());
    }

    private static @Nullable Value value(@Nullable Tensor tensor) {
        return tensor == null ? null : tensor.value();
    }
}
