package dev.vecgrad.ops;

import dev.vecgrad.core.Cell;
import dev.vecgrad.core.Value;
import dev.vecgrad.graph.Alignment;
import dev.vecgrad.graph.Arguments;
import dev.vecgrad.graph.LibraryFunction;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.ShapeException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Normalisations of channels over a batch, with running statistics. */
public final class BatchNorms {
    private static final String OP = "batch_norm";

    private BatchNorms() {}

    /**
     * Running statistics of channels, which training writes over.
     *
     * @param mean of each channel
     * @param variance of each channel
     */
    public record Running(Value mean, Value variance) {}

    /**
     * {@return x with mean 0 and variance 1 in each channel, times a weight, plus a bias} Ioffe and Szegedy 2015, arXiv:1502.03167.
     *
     * <p>In training mean and variance are the batch's, and the running ones move towards them, the variance with {@code n - 1}; otherwise they are
     * the running ones. Gradient in training: with {@code y = (x - mean) rstd} and g that of y, {@code rstd (g - mean(g) - y mean(g y))}.
     *
     * @param x {@code [samples, channels, ...]}
     * @param running statistics of the channels; null in training if none are kept
     * @param weight a factor for each channel, null for none
     * @param bias a summand for each channel, null for none
     * @param momentum the share of the batch in the running statistics
     * @param eps what is added to the variance
     * @throws ShapeException if shapes do not fit, or there is one value a channel in training
     * @throws DTypeException if the operands are not of one floating dtype
     */
    public static Value batchNorm(
            Value x,
            @Nullable Running running,
            @Nullable Value weight,
            @Nullable Value bias,
            boolean training,
            double momentum,
            double eps) {
        check(x, running, weight, bias, training, eps);
        if (!training && running != null) {
            Value[] operands = LayerNorms.present(OP, x, running.mean(), running.variance(), weight, bias);
            return Normalizing.form(Normalizing.BATCH_BY_RUNNING, weight != null, bias != null)
                    .applySingle(arguments(operands, LibraryFunction.KEPT), false, new Cell(eps));
        }
        requireSeveral(x);
        Value[] operands = LayerNorms.present(OP, x, weight, bias);
        Value[] results = Normalizing.form(Normalizing.BATCH, weight != null, bias != null)
                .apply(arguments(operands, LibraryFunction.ROW), false, new Cell(eps));
        if (running != null && x.numel() > 0) {
            move(running, results[1], results[2], momentum);
        }
        return results[0];
    }

    /** The channels are kept; in training the others are one row. */
    private static Arguments arguments(Value[] operands, int others) {
        int rank = operands[0].rank();
        int[] roles = new int[rank];
        Arrays.fill(roles, others);
        roles[1] = LibraryFunction.KEPT;
        int[] channel = new int[rank];
        Arrays.fill(channel, Alignment.NONE);
        channel[1] = 0;
        Alignment[] alignments = new Alignment[operands.length];
        Arrays.fill(alignments, Alignment.of(channel));
        alignments[0] = Alignment.trailing(rank, rank);
        return Arguments.aligned(operands[0].shape().toArray(), roles, alignments, operands);
    }

    private static void move(Running running, Value mean, Value variance, double share) {
        Value[] targets = {running.mean().detach(), running.variance().detach()};
        int[] kept = {LibraryFunction.KEPT};
        Arguments arguments = Arguments.broadcast(
                targets[0].shape().toArray(), kept, targets[0], targets[1], mean.detach(), variance.detach());
        Normalizing.TOWARDS.applyInto(targets, arguments, new Cell(share));
    }

    /**
     * {@return x with mean 0 and variance 1 in each channel of each sample, times a weight, plus a bias} Ulyanov et al. 2016, arXiv:1607.08022.
     *
     * @param x {@code [samples, channels, ...]}
     * @param running statistics of the channels, the samples' averaged; null if none are kept
     * @param weight a factor for each channel, null for none
     * @param bias a summand for each channel, null for none
     * @param ownStatistics whether mean and variance are the sample's, else the running ones
     * @param momentum the share of the batch in the running statistics
     * @param eps what is added to the variance
     * @throws ShapeException if shapes do not fit, or there is one element a channel
     * @throws DTypeException if the operands are not of one floating dtype
     */
    public static Value instanceNorm(
            Value x,
            @Nullable Running running,
            @Nullable Value weight,
            @Nullable Value bias,
            boolean ownStatistics,
            double momentum,
            double eps) {
        if (x.rank() < 2) {
            throw new ShapeException("instance_norm: Expected at least 2 dimensions: shape " + x.shape());
        }
        long samples = x.shape().size(0);
        long channels = x.shape().size(1);
        if (ownStatistics && x.numel() == samples * channels && x.numel() > 0) {
            throw new ShapeException(
                    "instance_norm: Expected more than 1 spatial element when training, got input size " + x.shape());
        }
        if (!ownStatistics) {
            return batchNorm(x, running, weight, bias, false, momentum, eps);
        }
        long[] sizes = x.shape().toArray();
        sizes[0] = 1;
        sizes[1] = samples * channels;
        Running each = running == null ? null : repeated(running, samples);
        Value rows = Movement.reshape(x, sizes);
        Value out = batchNorm(rows, each, repeated(weight, samples), repeated(bias, samples), true, momentum, eps);
        if (running != null && each != null && x.numel() > 0) {
            average(running.mean(), each.mean(), samples);
            average(running.variance(), each.variance(), samples);
        }
        return Movement.reshape(out, x.shape().toArray());
    }

    private static Running repeated(Running running, long samples) {
        return new Running(
                Repeating.repeat(running.mean().detach(), samples),
                Repeating.repeat(running.variance().detach(), samples));
    }

    private static @Nullable Value repeated(@Nullable Value channels, long samples) {
        return channels == null ? null : Repeating.repeat(channels, samples);
    }

    private static void average(Value target, Value each, long samples) {
        Value rows = Movement.reshape(each, samples, target.numel());
        Writing.copy(target.detach(), Reductions.mean(rows, false, 0));
    }

    private static void check(
            Value x,
            @Nullable Running running,
            @Nullable Value weight,
            @Nullable Value bias,
            boolean training,
            double eps) {
        Floating.require(OP, x.dtype());
        if (x.rank() < 2) {
            throw new ShapeException(OP + ": expected at least 2D input (got " + x.rank() + "D input): shape "
                    + x.shape() + " has no dim of channels");
        }
        if (training && !(eps > 0)) {
            throw new IllegalArgumentException(
                    OP + ": batch_norm eps must be positive during training, but got " + eps);
        }
        if (running == null) {
            requireTraining(training);
        } else {
            requireChannels("running_mean", running.mean(), x);
            requireChannels("running_var", running.variance(), x);
        }
        requireChannels("weight", weight, x);
        requireChannels("bias", bias, x);
    }

    private static void requireTraining(boolean training) {
        if (!training) {
            throw new IllegalArgumentException(
                    OP
                            + ": running_mean must be defined in evaluation mode: without running statistics it is the batch's own that count, as in training");
        }
    }

    private static void requireChannels(String role, @Nullable Value operand, Value x) {
        if (operand == null) {
            return;
        }
        long channels = x.shape().size(1);
        if (operand.rank() != 1 || operand.numel() != channels) {
            throw new ShapeException(OP + ": " + role + " should contain " + channels + " elements not "
                    + operand.numel() + ": dim 1 of the input " + x.shape() + " are its channels");
        }
        if (operand.dtype() != x.dtype()) {
            throw new DTypeException(OP + ": mixed dtype (CPU): expect parameter to have scalar type of " + x.dtype()
                    + ": " + role + " is " + operand.dtype());
        }
    }

    private static void requireSeveral(Value x) {
        if (x.numel() == x.shape().size(1) && x.numel() > 0) {
            throw new ShapeException(
                    OP + ": Expected more than 1 value per channel when training, got input size " + x.shape());
        }
    }
}
