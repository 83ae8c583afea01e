package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.DType;
import java.util.Objects;

/**
 * {@link Norms#batchNorm}: in training by the batch's mean and variance, towards which running ones move; otherwise by the running ones, or
 * the batch's if none are kept.
 */
abstract sealed class BatchNorm extends ChannelNorm permits BatchNorm1d, BatchNorm2d {
    static final BatchNormOptions DEFAULTS = new BatchNormOptions(1e-5, 0.1, true, true, true, DType.FLOAT32);

    private final int least;
    private final int most;

    BatchNorm(long numFeatures, BatchNormOptions options, int least, int most) {
        super(numFeatures, options);
        this.least = least;
        this.most = most;
    }

    @Override
    public final Tensor forward(Tensor input) {
        requireDims(input, least, most);
        boolean training = isTraining() || running() == null;
        double share = isTraining() && running() != null ? share() : 0;
        return Norms.batchNorm(
                input, running(), weight(), bias(), training, share, choices().eps());
    }

    private double share() {
        Tensor batches = Objects.requireNonNull(numBatchesTracked());
        batches.add_(1);
        Double momentum = choices().momentum();
        return momentum != null ? momentum : 1 / batches.item();
    }
}
