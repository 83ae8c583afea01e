package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.ShapeException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A layer that normalises channels and may keep running statistics of them: parameters and buffers have PyTorch's names. */
public abstract class ChannelNorm extends Layer {
    private final long numFeatures;
    private final BatchNormOptions options;
    private final @Nullable Parameter weight;
    private final @Nullable Parameter bias;
    private final Norms.@Nullable Running running;
    private final @Nullable Tensor batches;

    /** A layer of {@code numFeatures} channels. */
    ChannelNorm(long numFeatures, BatchNormOptions options) {
        this.numFeatures = numFeatures;
        this.options = options;
        this.weight = options.affine() ? register("weight", Parameter.empty(options.dtype(), numFeatures)) : null;
        this.bias = options.affine() && options.bias()
                ? register("bias", Parameter.empty(options.dtype(), numFeatures))
                : null;
        long[] sizes = {numFeatures};
        this.running = options.trackRunningStats()
                ? new Norms.Running(
                        registerBuffer("running_mean", Tensor.zeros(sizes, options.dtype())),
                        registerBuffer("running_var", Tensor.ones(sizes, options.dtype())))
                : null;
        this.batches = options.trackRunningStats()
                ? registerBuffer("num_batches_tracked", Tensor.scalar(0, DType.INT64))
                : null;
        resetParameters();
    }

    /** Sets the weight to ones and the bias to zeros, and forgets running statistics. */
    public final void resetParameters() {
        resetRunningStats();
        if (weight != null) {
            Init.ones_(weight);
        }
        if (bias != null) {
            Init.zeros_(bias);
        }
    }

    /** Forgets running statistics: means of 0, variances of 1. */
    public final void resetRunningStats() {
        if (running != null) {
            Init.zeros_(running.mean());
            Init.ones_(running.variance());
            Init.zeros_(Objects.requireNonNull(batches));
        }
    }

    /** {@return the number of channels} */
    final long numFeatures() {
        return numFeatures;
    }

    /** {@return how it was made} */
    final BatchNormOptions choices() {
        return options;
    }

    /** {@return the factor of each channel, null if there is none} */
    public final @Nullable Parameter weight() {
        return weight;
    }

    /** {@return the summand of each channel, null if there is none} */
    public final @Nullable Parameter bias() {
        return bias;
    }

    /** {@return the running statistics, null if none are kept} */
    public final Norms.@Nullable Running running() {
        return running;
    }

    /** {@return how many batches the running statistics have seen, an int64 scalar; null if none are kept} */
    public final @Nullable Tensor numBatchesTracked() {
        return batches;
    }

    /** Throws unless the input has one of two neighbouring numbers of dims. */
    final void requireDims(Tensor input, int least, int most) {
        if (input.dim() < least || input.dim() > most) {
            String allowed = least == most ? least + "D" : least + "D or " + most + "D";
            throw new ShapeException(name() + ": expected " + allowed + " input (got " + input.dim()
                    + "D input): shape " + input.shape());
        }
    }

    @Override
    protected final String extraText() {
        Double momentum = options.momentum();
        return numFeatures + ", eps=" + Texts.number(options.eps()) + ", momentum="
                + (momentum == null ? "None" : Texts.number(momentum)) + ", affine=" + Texts.truth(options.affine())
                + ", bias=" + Texts.truth(bias != null) + ", track_running_stats="
                + Texts.truth(options.trackRunningStats());
    }
}
